using Sim.Core.Kernel;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Machine;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Tracers;
using Sim.Core.Units;

namespace Sim.Core.Runs;

/// <summary>One point of a scenario: everything that a simulation needs to know, and nothing else.</summary>
/// <remarks>Two cells with equal specs give equal numbers, whatever their scenario, position or profile names are.</remarks>
public sealed record CellSpec
{
    public required CoreProfile Core { get; init; }

    public required KernelBuild Kernel { get; init; }

    /// <summary>Tracer body: one of <c>Tracer.All</c>, or the name of <see cref="OwnTracer"/>.</summary>
    public required string Tracer { get; init; }

    /// <summary>A tracer body that the user wrote. Null for a built-in one.</summary>
    public Tracer? OwnTracer { get; init; }

    /// <summary>Registered <c>ftrace_ops</c> whose filter contains the called tracee; 0 to <see cref="MaxTracers"/>.</summary>
    public required int RelevantTracers { get; init; }

    /// <summary>Registered <c>ftrace_ops</c> whose filter contains only another tracee; 0 to <see cref="MaxTracers"/>.</summary>
    public required int IrrelevantTracers { get; init; }

    /// <summary>Flags set on every ops of the cell.</summary>
    public OpsFlags OpsFlags { get; init; }

    /// <summary>How the tracers are registered.</summary>
    public TracerSetup Setup { get; init; } = TracerSetup.Plain;

    /// <summary>A user-supplied trampoline instead of the build's. Null for what the build gives.</summary>
    public UserTrampoline? Design { get; init; }

    /// <summary>Calls of the tracee, 1 to <see cref="MaxCalls"/>.</summary>
    public required long Calls { get; init; }

    /// <summary>What every call finds when it begins.</summary>
    public RunState State { get; init; } = RunState.Warm;

    /// <summary>When calls arrive. Null for a closed load: each begins when the one before it is over.</summary>
    public Arrivals? Arrivals { get; init; }

    /// <summary>Many functions instead of one. Null for a loop that calls one tracee.</summary>
    public PopulationSpec? Population { get; init; }

    /// <summary>Who traces the functions of <see cref="Population"/>; then <see cref="RelevantTracers"/> is the number of their ops.</summary>
    public ToolSet Tools { get; init; } = ToolSet.None;

    /// <summary>What happens to the system while it runs.</summary>
    public Timeline Timeline { get; init; } = Timeline.Empty;

    /// <summary>Length of the intervals that results are also given for, in picoseconds; 0 for none.</summary>
    public long Interval { get; init; }

    /// <summary>Search for an exact repetition of the machine's state and follow it; the totals are the same without.</summary>
    public bool SteadyState { get; init; } = true;

    /// <summary>How a traced call reaches its tracers: what the kernel build gives, what the tracers ask for, or the design.</summary>
    public Mechanism Mechanism => MechanismCatalogue.Of(Kernel, Setup.Attachment, Design);

    /// <summary>The tracer body of a loop that calls one function.</summary>
    public Tracer Body => OwnTracer ?? Tracers.Tracer.Of(Tracer);

    /// <summary>How the tracers are registered, in a few words: <see cref="Setup"/>, or <see cref="Tools"/> with what they find.</summary>
    public string SetupText => Population is null ? Setup.ToString() : $"{PopulationText}: {Tools}";

    /// <summary>What is called, where that is many functions, in a few words; empty for one tracee.</summary>
    public string PopulationText => Population is { } many
        ? FormattableString.Invariant($"{many.Functions} functions of {many.Profile.Name}, seed {many.Seed}")
        : "";

    /// <summary>True if something in it is drawn from a seed.</summary>
    public bool DependsOnSeed => Population is not null || Arrivals is { Kind: ArrivalKind.Poisson };

    /// <summary>The same cell with everything that is drawn drawn anew, from seeds that follow from its own.</summary>
    /// <param name="draw">Which of them: 1 or more; 0 for the cell itself.</param>
    public CellSpec WithSeed(int draw) => draw == 0 ? this : this with
    {
        Population = Population is { } many ? many with { Seed = Pcg.Derived(many.Seed, draw) } : null,
        Arrivals = Arrivals is { } open ? open with { Seed = Pcg.Derived(open.Seed, draw) } : null,
    };

    /// <summary>Most tracers of either kind in a cell.</summary>
    public const int MaxTracers = 10_000;

    /// <summary>Most calls in a cell.</summary>
    public const long MaxCalls = 1_000_000_000;
}
