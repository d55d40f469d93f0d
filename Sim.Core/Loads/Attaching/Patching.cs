using Sim.Core.A64;
using Sim.Core.Kernel;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Layout;
using Sim.Core.Kernel.Ops;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Mechanisms.Patching;

namespace Sim.Core.Loads.Attaching;

/// <summary>What a kernel attaches tracers with, in a workload's memory and code: its routines, a record per function, the words of callsites.</summary>
/// <remarks>
/// Created before the workload's code is linked, filled afterwards. Of functions that the workload does not simulate, memory holds what is patched: the
/// callsite's word and the literal before the entry.
/// </remarks>
public sealed class Patching
{
    // CTR_EL0 of most cores: lines of 16 words, both caches to be maintained.
    const ulong CacheLines = 0x8444_c004;

    // Less would leave no room beside the routines.
    const int LeastFunctionBytes = 64;

    // Of the kernel's data, what objects of modules are not in.
    const ulong DataBytes = 512 << 10;

    readonly KernelBuild _build;
    readonly KernelMemory _kernel;
    readonly Linking _linking;
    readonly ulong _emptyHash;

    /// <summary>Adds the data and the routines of patching.</summary>
    /// <param name="build">The kernel, with its size.</param>
    /// <param name="kernel">Its memory.</param>
    /// <param name="linking">Takes the routines; those of dispatch are in it already.</param>
    /// <exception cref="CannotDispatchException">The build's functions were not counted, or it cannot patch as is simulated here.</exception>
    public Patching(KernelBuild build, KernelMemory kernel, Linking linking)
    {
        (_build, _kernel, _linking) = (build, kernel, linking);
        Refuse(build);
        AddData(build.Size!);
        foreach (var routine in PatchingRoutines.Of(build))
            linking.Add(routine);
        _emptyHash = FtraceHash.Build(Memory, kernel.Slab, build.Structures, []);
        Callsites = [];
        Task = kernel.NewThread();
        Task.System[SystemRegister.CtrEl0] = CacheLines;
    }

    /// <summary>Registers of a task that attaches and detaches, with a stack of its own.</summary>
    public ArchitecturalState Task { get; }

    /// <summary>Every callsite, in the order in which records are walked.</summary>
    public IReadOnlyList<ulong> Callsites { get; private set; }

    GuestMemory Memory => _kernel.Memory;

    /// <summary>Makes the records, now that the code is linked.</summary>
    /// <param name="code">All code.</param>
    /// <param name="simulated">Callsites of the workload's functions in the image.</param>
    /// <param name="module">Callsites of modules, ascending; they are walked last.</param>
    public void AddRecords(CodeImage code, IEnumerable<ulong> simulated, IReadOnlyList<ulong> module)
    {
        var own = PatchingRoutines.Traceable(_build).Select(function => _linking.CallsiteOf(function).Address);
        var image = TraceableFunctions.OfImage(_build, [.. own, .. simulated], code.Contains);
        Callsites = [.. image, .. module];
        Memory.Write(_kernel.Data.Symbols["ftrace_pages_start"], FtraceRecords.Build(Memory, _kernel.Slab, [image, module]), 8);
        Memory.Write(_kernel.Data.Symbols["ftrace_trace_function"], code.Symbols["ftrace_stub"], 8);
        TextMappings.MapModule(Memory, _kernel.Slab, _kernel.Data, module);
        Memory.Map(_build.Addresses.Text, (ulong)_build.Size!.TextBytes);
        foreach (var callsite in Callsites)
            AddCallsite(callsite);
    }

    /// <summary>So many callsites, evenly chosen among the first <paramref name="percent"/> of all, the last one of these among them.</summary>
    /// <exception cref="CannotDispatchException">There are fewer.</exception>
    public IReadOnlyList<ulong> Choose(int functions, int percent = 100)
    {
        var first = (int)((long)Callsites.Count * percent / 100);
        if (functions > Callsites.Count)
            throw new CannotDispatchException(FormattableString.Invariant($"{_build.Name} has {Callsites.Count:#,0} functions, not {functions:#,0}"));
        if (functions > first)
            throw new CannotDispatchException(FormattableString.Invariant($"the first {percent} % of {_build.Name}'s functions are {first:#,0}, not {functions:#,0}"));
        return [.. Enumerable.Range(1, functions).Select(number => Callsites[(int)((long)number * first / functions) - 1])];
    }

    /// <summary>Makes an ops, not registered, with a word for its tracer after it, and returns its address.</summary>
    /// <param name="func">The tracer's function.</param>
    /// <param name="filter">The callsites that it traces. Null: all.</param>
    /// <param name="isStatic">The kernel's own; others are a module's.</param>
    /// <param name="flags">What its owner asks for.</param>
    public ulong NewOps(ulong func, IReadOnlyCollection<ulong>? filter, bool isStatic, OpsFlags flags = OpsFlags.None)
    {
        var layout = _build.Structures;
        var ops = isStatic ? _kernel.Data.Symbols["global_ops"] : _kernel.Slab.Allocate(layout.OpsBytes + TracerObjects.TracerWordBytes);
        var hashes = ops + (ulong)layout.OpsLocalHash;
        Memory.Write(ops + (ulong)layout.OpsFunc, func, 8);
        Memory.Write(ops + (ulong)layout.OpsFlags, OpsFlagBits.Word(flags, isDynamic: false) & ~(1ul << OpsFlagBits.Enabled), 8);
        Memory.Write(ops + (ulong)layout.OpsFuncHash, hashes, 8);

        // The kernel's own has empty hashes where a module's has none.
        Memory.Write(hashes + (ulong)layout.OpsHashNotrace, isStatic ? _emptyHash : 0, 8);
        Memory.Write(hashes + (ulong)layout.OpsHashFilter,
            filter is not null ? FtraceHash.Build(Memory, _kernel.Slab, layout, filter) : isStatic ? _emptyHash : 0, 8);
        return ops;
    }

    /// <summary>True if the instruction at a callsite is a call now.</summary>
    public bool IsPatched(ulong callsite) => (uint)Memory.Read(callsite, 4) != EntryWords.Nop;

    /// <summary>The ops that a callsite's literal names; 0 where callsites have none.</summary>
    public ulong LiteralOf(ulong callsite) => _linking.HasLiteral ? Memory.Read(Literal(callsite), 8) : 0;

    // 8 bytes before the entry, which is one instruction before the callsite.
    static ulong Literal(ulong callsite) => callsite - 12;

    static void Refuse(KernelBuild build)
    {
        if (build.Size is null)
            throw new CannotDispatchException($"{build.Name} does not say how many functions it has: its file needs 'size'");
        if (build.Size.TextBytes / LeastFunctionBytes < build.Size.TraceableFunctions)
            throw new CannotDispatchException(
                FormattableString.Invariant($"the text of {build.Name} is too small for its functions: {LeastFunctionBytes} bytes each are the least"));
        if (MechanismCatalogue.Of(build) is { CanBeAttached: false } mechanism)
        {
            var simulated = MechanismCatalogue.All.Where(other => other.CanBeAttached).Select(other => other.Name);
            throw new CannotDispatchException($"attaching is simulated for {string.Join(" and ", simulated)} only; {build.Name} has {mechanism.Name}");
        }

        if (!BranchReach.Reaches(build.Addresses.Module, build.Addresses.FtraceCaller))
            throw new CannotDispatchException($"a module of {build.Name} reaches the trampoline through its PLT only, which attaching does not simulate");
    }

    void AddData(KernelSize size)
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
        data.Define("_etext", _build.Addresses.Text + (ulong)size.TextBytes);
        data.Define("_sdata", _build.Addresses.Data);
        data.Define("_edata", _build.Addresses.Data + DataBytes);
        _kernel.PerCpu.Add("rcu_data_urgent_qs", 1);
        TextMappings.Add(Memory, _kernel.Slab, data);
    }

    void AddCallsite(ulong callsite)
    {
        Memory.Map(callsite, 4);
        Memory.Write(callsite, EntryWords.Nop, 4);
        if (!_linking.HasLiteral)
            return;
        Memory.Map(Literal(callsite), 8);
        Memory.Write(Literal(callsite), _kernel.Data.Symbols["nop_ops"], 8);
    }
}
