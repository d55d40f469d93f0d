using Sim.Core.A64;
using Sim.Core.Dispatch;
using Sim.Core.Dispatch.Patching;
using Sim.Core.Hardware.State;
using Sim.Core.Kernel;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Layout;
using Sim.Core.Kernel.Ops;
using Sim.Core.Tracers;

namespace Sim.Core.Workloads.Attaching;

/// <summary>A kernel with a record and a callsite for each of its functions, and the routines that attach tracers to them.</summary>
/// <remarks>
/// Memory holds the word of every callsite. Of code there are the routines only: the other functions are never called. No tracer is attached yet.
/// </remarks>
public sealed class TracedKernel
{
    // CTR_EL0 of most cores: lines of 16 words, both caches to be maintained.
    const ulong CacheLines = 0x8444_c004;

    // Of the kernel's data, what objects of modules are not in.
    const ulong DataBytes = 512 << 10;

    readonly KernelBuild _build;
    readonly Tracer _tracer;
    readonly KernelMemory _kernel;
    readonly Linking _linking;
    readonly ulong _emptyHash;

    TracedKernel(KernelBuild build, Tracer tracer)
    {
        (_build, _tracer, _kernel) = (build, tracer, new KernelMemory(build, 0));
        AddData();
        var dispatcher = Dispatcher.Of(build);
        _linking = new Linking(build, _kernel.Data.Symbols);
        foreach (var routine in (Routine[])[.. dispatcher.Routines, .. PatchingRoutines.Of(build)])
            _linking.Add(routine);
        foreach (var text in tracer.Texts)
        {
            if (tracer.IsKernels)
                _linking.AddKernel(text);
            else
                _linking.AddModule(text);
        }

        var module = TraceableFunctions.InModule(_linking.TakeModulePage());
        TextMappings.Add(Memory, _kernel.Slab, _kernel.Data, module.Select(callsite => callsite & ~0xffful).Distinct());
        if (tracer.IsKernels)
            AddTrace();

        Code = _linking.Link();
        _kernel.Load(Code);
        _emptyHash = FtraceHash.Build(Memory, _kernel.Slab, build.Structures, []);
        var image = TraceableFunctions.OfImage(
            build, [.. PatchingRoutines.Traceable(build).Select(function => _linking.CallsiteOf(function).Address)],
            address => Code.PositionOf(address) >= 0);
        Callsites = [.. image, .. module];
        Memory.Write(Symbols["ftrace_pages_start"], FtraceRecords.Build(Memory, _kernel.Slab, [image, module]), 8);
        Memory.Write(Symbols["ftrace_trace_function"], Code.Symbols["ftrace_stub"], 8);
        Memory.Map(build.Addresses.Text, (ulong)build.Size!.TextBytes);
        foreach (var callsite in Callsites)
            AddCallsite(callsite);
    }

    /// <summary>The routines.</summary>
    public CodeImage Code { get; }

    public Memory Memory => _kernel.Memory;

    /// <summary>Registers of the task that attaches and detaches.</summary>
    public ArchitecturalState State => _kernel.State;

    /// <summary>Every callsite, in the order in which records are walked.</summary>
    public IReadOnlyList<ulong> Callsites { get; }

    IReadOnlyDictionary<string, ulong> Symbols => _kernel.Data.Symbols;

    /// <summary>Lays out the kernel of <paramref name="build"/>, whose ops will all have this tracer.</summary>
    /// <exception cref="CannotDispatchException">Nobody counted the build's functions, or it cannot patch as is simulated here.</exception>
    public static TracedKernel Build(KernelBuild build, Tracer tracer)
    {
        var strategy = StrategyResolver.Resolve(build).Strategy;
        if (build.Size is null)
            throw new CannotDispatchException($"{build.Name} does not say how many functions it has: its file needs 'size'");
        if (strategy != Strategy.ListFunc && strategy != Strategy.CallOps)
            throw new CannotDispatchException($"attaching is simulated for list_func and call_ops only; {build.Name} has {strategy.Name}");
        if (!BranchReach.Reaches(build.Addresses.Module, build.Addresses.FtraceCaller))
            throw new CannotDispatchException($"a module of {build.Name} reaches the trampoline through its PLT only, which attaching does not simulate");
        return new TracedKernel(build, tracer);
    }

    /// <summary>Makes an ops, not registered, and returns its address.</summary>
    /// <param name="filter">The callsites that it traces. Null: all.</param>
    /// <param name="isStatic">The kernel's own; others are a module's.</param>
    /// <param name="flags">What its owner asks for.</param>
    public ulong NewOps(IReadOnlyCollection<ulong>? filter, bool isStatic, OpsFlags flags = OpsFlags.None)
    {
        var layout = _build.Structures;
        var ops = isStatic ? Symbols["global_ops"] : _kernel.Slab.Allocate(layout.OpsBytes);
        var hashes = ops + (ulong)layout.OpsLocalHash;
        Memory.Write(ops + (ulong)layout.OpsFunc, Code.Symbols[_tracer.Entry], 8);
        Memory.Write(ops + (ulong)layout.OpsFlags, OpsFlagBits.Word(flags, isDynamic: false) & ~(1ul << OpsFlagBits.Enabled), 8);
        Memory.Write(ops + (ulong)layout.OpsFuncHash, hashes, 8);

        // The kernel's own has empty hashes where a module's has none.
        Memory.Write(hashes + (ulong)layout.OpsHashNotrace, isStatic ? _emptyHash : 0, 8);
        Memory.Write(hashes + (ulong)layout.OpsHashFilter,
            filter is not null ? FtraceHash.Build(Memory, _kernel.Slab, layout, filter) : isStatic ? _emptyHash : 0, 8);
        return ops;
    }

    /// <summary>So many callsites, evenly chosen, the last one among them.</summary>
    /// <exception cref="CannotDispatchException">There are fewer.</exception>
    public IReadOnlyList<ulong> Choose(int functions) => functions <= Callsites.Count
        ? [.. Enumerable.Range(1, functions).Select(number => Callsites[(int)((long)number * Callsites.Count / functions) - 1])]
        : throw new CannotDispatchException(
            FormattableString.Invariant($"{_build.Name} has {Callsites.Count:#,0} functions, not {functions:#,0}"));

    /// <summary>True if the instruction at a callsite is a call now.</summary>
    public bool IsPatched(ulong callsite) => (uint)Memory.Read(callsite, 4) != EntryWords.Nop;

    /// <summary>The ops that a callsite's literal names; 0 where callsites have none.</summary>
    public ulong LiteralOf(ulong callsite) => _linking.HasLiteral ? Memory.Read(Literal(callsite), 8) : 0;

    // 8 bytes before the entry, which is one instruction before the callsite.
    static ulong Literal(ulong callsite) => callsite - 12;

    void AddData()
    {
        var data = _kernel.Data;
        foreach (var pointer in (string[])["ftrace_pages_start", "saved_ftrace_func", "set_function_trace_op", "removed_ops"])
            data.Add(pointer, 8);
        foreach (var number in (string[])["ftrace_disabled", "ftrace_start_up", "ftrace_bug_type", "patch_lock"])
            data.Add(number, 4);
        Memory.Write(data.Add("ftrace_enabled", 4), 1, 4);
        Memory.Write(data.Add("system_state", 4), PatchingRoutines.SystemRunning, 4);
        data.Add("global_ops", _build.Structures.OpsBytes);
        data.Define("_stext", _build.Addresses.Text);
        data.Define("_etext", _build.Addresses.Text + (ulong)_build.Size!.TextBytes);
        data.Define("_sdata", _build.Addresses.Data);
        data.Define("_edata", _build.Addresses.Data + DataBytes);
        _kernel.PerCpu.Add("rcu_data_urgent_qs", 1);
        State.System[(int)SystemRegister.CtrEl0] = CacheLines;
    }

    // The function tracer's trace is off until it is attached everywhere: it returns at once.
    void AddTrace()
    {
        var traces = new TraceArray(Memory, _kernel.Slab, _kernel.Data, _kernel.PerCpu);
        traces.AddShared(_linking.AddressOf("arch_counter_get_cntvct"));
        var trace = traces.New(0, _linking.AddressOf("trace_clock_local"));
        Memory.Write(trace + RingBufferLayout.TraceFunctionEnabled, 0, 4);
        Memory.Write(Symbols["global_ops"] + RingBufferLayout.OpsPrivate, trace, 8);
    }

    void AddCallsite(ulong callsite)
    {
        Memory.Map(callsite, 4);
        Memory.Write(callsite, EntryWords.Nop, 4);
        if (!_linking.HasLiteral)
            return;
        Memory.Map(Literal(callsite), 8);
        Memory.Write(Literal(callsite), Symbols["nop_ops"], 8);
    }
}
