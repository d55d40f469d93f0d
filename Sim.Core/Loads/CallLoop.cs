using Sim.Core.A64;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Build.Rules;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Ops;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.OwnTrampoline;
using Sim.Core.Runs;
using Sim.Core.Tracers;

namespace Sim.Core.Loads;

/// <summary>A loop that calls one tracee over and over, ready to run: in a module, as the ftrace-ops sample does, or in the image.</summary>
/// <source key="ftrace-ops-sample"/>
public sealed class CallLoop : Workload
{
    const string Tracees = "Loads/call_loop.s";

    readonly CellSpec _cell;
    readonly KernelMemory _kernel;
    readonly Tracer _tracer;
    CodeImage? _code;
    CallPath _path = new(DispatchPath.Untraced);
    Func<IReadOnlyDictionary<ulong, CodeItem>>? _ownItems;
    IReadOnlyList<(ulong Address, ulong Bytes)> _codeRanges = [];

    CallLoop(CellSpec cell)
    {
        _cell = cell;
        _kernel = new KernelMemory(cell.Kernel, cell.State.StackOffset);
        _tracer = cell.Body;
    }

    public override CodeImage Code => _code ?? throw new SimBug("the call loop is not linked");

    public override GuestMemory Memory => _kernel.Memory;

    protected override KernelMemory Kernel => _kernel;

    public override ArchitecturalState State => _kernel.State;

    /// <summary>How calls of the tracee get to its tracers.</summary>
    public override CallPath Path => _path;

    /// <summary>Address of the first instruction of each iteration: where one call ends and the next begins.</summary>
    public ulong Head { get; private set; }

    public override bool MayRepeat => true;

    /// <summary>The loop goes on by itself.</summary>
    public override ulong NextCall() => Head;

    /// <summary>True if <paramref name="address"/> is in a section that is executed.</summary>
    public bool IsCode(ulong address) => _codeRanges.Any(range => address - range.Address < range.Bytes);

    public override IReadOnlyDictionary<ulong, CodeItem> OwnItems() => _ownItems?.Invoke() ?? throw new SimBug("the call loop is not linked");

    /// <summary>Lays the whole system out and registers the cell's tracers.</summary>
    /// <exception cref="CannotDispatchException">The kernel build cannot do what the cell asks for.</exception>
    public static CallLoop Build(CellSpec cell)
    {
        var loop = new CallLoop(cell);
        loop.LinkAndRegister();
        return loop;
    }

    void LinkAndRegister()
    {
        var mechanism = _cell.Mechanism;
        if (mechanism.RefusalIn(ConfigResolver.Resolve(_cell.Kernel)) is { } refusal)
            throw new CannotDispatchException(refusal);
        var linking = new Linking(_cell.Kernel, mechanism, _kernel.Data.Symbols, [.. OwnTexts(_cell).Select(text => text.Name)]);
        foreach (var routine in mechanism.Routines(_cell.Kernel))
            linking.Add(routine);
        var isBuiltIn = _tracer.IsKernels || _cell.Setup.BuiltIn;
        if (isBuiltIn)
        {
            foreach (var text in _tracer.Texts)
                linking.AddKernel(text, _tracer.UnnamedRegion);
        }

        AddTracees(linking);
        if (!isBuiltIn)
        {
            foreach (var text in _tracer.Texts)
                linking.AddModule(text, _tracer.UnnamedRegion);
        }

        if (_tracer.IsOwn && !linking.Has(_tracer.Entry))
            throw DesignException.NoEntry(_tracer.Texts[0], _tracer.Entry, "the ops points to");
        _ownItems = linking.OwnItems;

        if (_cell.Kernel.Addresses.Tracees is null && (linking.Has("ftrace_caller") || linking.Has("_mcount")))
            linking.AddModule(SourceText.BuiltIn(ModulePlt.Text));
        AddModuleData(linking.TakeModulePage());

        var tracee = linking.CallsiteOf("tracee_relevant");
        var registration = new Registration();
        var wiring = new Wiring(_cell.Kernel, registration, tracee, _cell.Kernel.Addresses.Trampolines ?? linking.FreeModuleAddress, linking.AddressOf);
        new TracerObjects(_cell, _kernel, mechanism).Register(linking, wiring, linking.CallsiteOf("tracee_irrelevant"));
        wiring = wiring with { Trampolines = mechanism.TrampolinesFor(wiring) };
        foreach (var trampoline in wiring.Trampolines)
            linking.Add(trampoline);

        (_code, _codeRanges) = (linking.Link(), linking.CodeRanges());
        _kernel.Load(Code);
        Head = Code.Symbols["call_loop_head"];
        mechanism.Prepare(_cell.Kernel, Code, Memory);
        if (registration.OpsOn(tracee.Address).Count > 0)
            _path = PathOf(tracee, mechanism.Enable(wiring, Code, Memory));

        State.Pc = Code.Symbols["call_loop"];
    }

    // The module's callsites, or the image's: only a module has a PLT.
    void AddTracees(Linking linking)
    {
        if (_cell.Kernel.Addresses.Tracees is { } inImage)
            linking.Add(new Routine(Tracees, inImage));
        else
            linking.AddModule(SourceText.BuiltIn(Tracees));
    }

    static IEnumerable<SourceText> OwnTexts(CellSpec cell) =>
        (cell.Design is { } design ? [design.Text] : Enumerable.Empty<SourceText>()).Concat(cell.OwnTracer?.Texts ?? []);

    CallPath PathOf(Callsite callsite, string? fallbackReason)
    {
        if (fallbackReason is not null)
            return new(DispatchPath.Fallback, fallbackReason);
        var target = (ulong)InstructionFetch.At(Memory, callsite.Address).Immediate;
        return new(Code.Contains(target) && Code.Regions.At(target).Region == Code.Regions.NumberOf(ModulePlt.Region) ? DispatchPath.Veneer : DispatchPath.Direct);
    }

    void AddModuleData(ulong address)
    {
        _kernel.Data.Define("nr_function_calls", address);
        Memory.Map(address, 4);
        Memory.Write(address, uint.MaxValue, 4);
    }
}
