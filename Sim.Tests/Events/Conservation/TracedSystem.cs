using Sim.Core.A64;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Layout;
using Sim.Core.Loads.Population;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Runs;
using Sim.Tests.Loads;
using Sim.Tests.Tracers;
using Sim.Tests.Validation;

namespace Sim.Tests.Events.Conservation;

/// <summary>A small system whose calls, and the task that attaches and detaches, a test moves on instruction by instruction.</summary>
/// <remarks>
/// One function is called. Each call begins with values of its own in all registers; when it is over, those that a traced call must keep, the stack,
/// recursion bits and preemption count are asserted to be as before, and every tracer that was entered to have ended.
/// </remarks>
sealed class TracedSystem
{
    /// <summary>Builds that attach, of both ways of dispatch and with all kinds of trampolines.</summary>
    public static readonly string[] Kernels = ["linux-6.1-debian", "linux-6.2-args", "linux-6.3-call-ops", "linux-6.12-debian"];

    /// <summary>Filters: every function, some with the called one among them, the called one, others.</summary>
    public const string All = "*", Some = "vfs_*", Called = "vfs_4", Others = "do_*";

    const int CalledNumber = 4;
    const int Functions = 8;

    // A callee may change x9 to x17; x0 to x8 may be its arguments, x18 is the shadow call stack.
    const int FirstFree = 9, FirstKept = 18;

    readonly CellSpec _cell;
    readonly FunctionPopulation _population;
    readonly ulong[] _before = new ulong[Register.Count];
    readonly int _tracer;
    long _inTracers;
    GuestTask? _call;

    /// <summary>Lays out the system, with no tool attached.</summary>
    /// <param name="kernel">One of <see cref="Kernels"/>.</param>
    /// <param name="tools">Who may attach: see <see cref="Tool"/>.</param>
    public TracedSystem(string kernel, IReadOnlyList<Tool> tools)
    {
        var cell = SmallProfile.Cell(kernel, 1, 1, [.. tools]);
        _cell = cell with
        {
            Kernel = Small(cell.Kernel),
            Population = cell.Population! with { Functions = Functions, Recorded = [CalledNumber] },
            Timeline = new([new(TimelineKind.Attach, 0, 1, 1, 0, 0) { Tool = tools[0].Name }]),
        };
        _population = FunctionPopulation.Build(_cell, _cell.Population!);
        _tracer = _population.Code.Regions.NumberOf("tracer");
    }

    /// <summary>A tool that counts with each of its ops.</summary>
    public static Tool Tool(string name, string filter, int count = 1) =>
        SmallProfile.Tool("count", filter, count) with { Name = name };

    /// <summary>The function tracer with one ring buffer.</summary>
    public static Tool Trace(string name, string filter) => SmallProfile.Tool("ring_buffer", filter) with { Name = name };

    /// <summary>True if a tool's filter names the function that is called.</summary>
    public static bool Traces(Tool tool) => tool.Filter.Names(Called);

    /// <summary>The build with as few functions as there can be beside those of the workload and those that patch.</summary>
    public static KernelBuild Small(KernelBuild build, int functions = 24) => build with
    {
        Size = (build.Size ?? Shipped.Kernel("linux-6.12-debian").Size)! with { TraceableFunctions = functions, ModuleFunctions = 2 },
    };

    /// <summary>The call that was begun last.</summary>
    public GuestTask Running => _call!;

    /// <summary>What patching has changed so far at the callsite: its word and its literal.</summary>
    public (ulong Word, ulong Literal) CallsiteState => (Memory.Read(Callsite.Address, 4), Patching.LiteralOf(Callsite.Address));

    CodeImage Code => _population.Code;

    GuestMemory Memory => _population.Memory;

    Callsite Callsite => _population.Callsites[CalledNumber];

    Core.Loads.Attaching.Patching Patching => _population.Patching!;

    /// <summary>One registration or its end, not begun.</summary>
    public GuestTask Operation(string tool, bool attaches, int number = 0)
    {
        var state = new ArchitecturalState();
        state.CopyFrom(Patching.Task);
        state.X[0] = _population.OpsOf(tool)[number];
        state.Pc = Code.Symbols[_population.RoutineOf(state.X[0], attaches)];
        return new GuestTask(Code, Memory, state, Code.Symbols["operation_end"], CountTracers);
    }

    /// <summary>All ops of a tool come or go.</summary>
    public void Change(string tool, bool attaches)
    {
        for (var number = 0; number < _population.OpsOf(tool).Count; number++)
            Operation(tool, attaches, number).Step();
    }

    /// <summary>Calls that the ops of a tool have counted together, or written an event of.</summary>
    public long Counted(string tool) => IsTrace(tool)
        ? (long)new RingBufferReader(_population).Entries
        : _population.OpsOf(tool).Sum(ops => (long)Memory.Read(ops + (ulong)_cell.Kernel.Structures.OpsBytes, 4));

    /// <summary>The next call is before its first instruction.</summary>
    public void Begin()
    {
        var end = _population.NextCall();
        var x = _population.State.X;
        for (var i = 0; i < Register.Link; i++)
        {
            if (i is not (FunctionText.DataRegister or Register.Frame))
                x[i] = 0xc0ffee00u + (ulong)i;
        }

        x.CopyTo(_before, 0);
        _call = new GuestTask(Code, Memory, _population.State, end, CountTracers);
    }

    /// <summary>Executes what is left of the call.</summary>
    public void Finish()
    {
        Running.Step();
        AssertNothingIsLeft();
    }

    /// <summary>A whole call.</summary>
    public void Call()
    {
        Begin();
        Finish();
    }

    void AssertNothingIsLeft()
    {
        for (var i = 0; i <= Register.Stack; i++)
        {
            if (i is < FirstFree or >= FirstKept and not (Register.Link or Register.Zero) && _population.State.X[i] != _before[i])
                Assert.Fail($"x{i} is {_population.State.X[i]:x} and was {_before[i]:x}");
        }

        var task = _population.State.System[SystemRegister.SpEl0];
        Assert.That(Memory.Read(task + TaskLayout.TraceRecursion, 8), Is.Zero, "recursion bits");
        Assert.That(Memory.Read(task + TaskLayout.PreemptCount, 4), Is.Zero, "preemption count");
        if (_cell.Tools.All.Any(tool => IsTrace(tool.Name)))
        {
            var ring = new RingBufferReader(_population);
            Assert.That((ring.Committing, ring.CurrentContext), Is.EqualTo((0ul, 0ul)), "no write is in progress");
            return;
        }

        var entered = _cell.Tools.All.Sum(tool => Counted(tool.Name));
        Assert.That(_inTracers, Is.EqualTo((_cell.Kernel.Options.PacInLeaves ? 8 : 6) * entered), "tracers entered and ended");
    }

    bool IsTrace(string tool) => _cell.Tools.All.Single(other => other.Name == tool).Tracer == "ring_buffer";

    void CountTracers(ulong address)
    {
        if (Code.Regions.At(address).Region == _tracer)
            _inTracers++;
    }
}
