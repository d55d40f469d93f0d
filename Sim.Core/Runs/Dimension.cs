using System.Globalization;
using Sim.Core.Kernel;

namespace Sim.Core.Runs;

/// <summary>A dimension in which cells differ. Tables, charts, files, budgets and comparisons know a cell by these and nothing else.</summary>
/// <param name="Name">Column of results.csv; part of the contract with users' scripts.</param>
/// <param name="Part">Part of a cell that it belongs to.</param>
/// <param name="Meaning">One line for legends.</param>
/// <param name="Text">The cell's value as files have it.</param>
public sealed record Dimension(string Name, CellPart Part, string Meaning, Func<Cell, string> Text)
{
    /// <summary>Name in budgets and tables for people, where the column's is longer than needed.</summary>
    public string ShortName { get; init; } = Name;

    /// <summary>The value where it is a number. Null for words.</summary>
    public Func<Cell, long>? Number { get; init; }

    /// <summary>The value that goes without saying. Null if there is none.</summary>
    public string? Plain { get; init; }

    /// <summary>The value in the label of a group of cells, such as <c>tracer nop</c>; empty where it says nothing.</summary>
    public Func<Cell, string> Label { get; init; } = Text;

    /// <summary>True if cells that differ in it are in different blocks of a table and series of a chart.</summary>
    public bool SeparatesGroups { get; init; } = true;

    /// <summary>False if another column has it, too.</summary>
    public bool HasColumn { get; init; } = true;

    public static Dimension Core { get; } = new("core", CellPart.Machine, "core profile", cell => cell.Spec.Core.Name);

    public static Dimension Kernel { get; } = new("kernel", CellPart.Kernel, "kernel build", cell => cell.Spec.Kernel.Name);

    public static Dimension Strategy { get; } =
        new("strategy", CellPart.Mechanism, "dispatch strategy that the kernel build gives", cell => cell.Strategy);

    public static Dimension RunState { get; } =
        new("run_state", CellPart.Load, "what every call finds when it begins", cell => cell.Spec.State.ToString()) { Plain = "warm" };

    public static Dimension Timeline { get; } =
        new("timeline", CellPart.Schedule, "what happens to the system meanwhile", cell => cell.Spec.Timeline.ToString())
        {
            Plain = "",
            SeparatesGroups = false,
        };

    public static Dimension Arrivals { get; } =
        new("arrivals", CellPart.Load, "when calls arrive; empty where each begins when the one before is over", cell => cell.Spec.Arrivals?.ToString() ?? "") { Plain = "" };

    public static Dimension TracerSetup { get; } = new("tracer_setup", CellPart.Tracers, "how the tracers are registered", cell => cell.Spec.SetupText)
    {
        Plain = "plain",
        Label = cell => cell.Spec.Population is null ? cell.Spec.Setup.ToString() : cell.Spec.Tools.ToString(),
    };

    public static Dimension Calls { get; } = Count("calls", "calls of the traced function", cell => cell.Spec.Calls) with
    {
        Part = CellPart.Load,
        Label = cell => $"{cell.Spec.Calls.ToString("#,0", CultureInfo.InvariantCulture)} calls",
    };

    public static Dimension Seed { get; } = Count("seed", "seed of everything random", cell => cell.Seed) with { Part = CellPart.Seed, SeparatesGroups = false };

    static readonly Dimension Functions = new("functions", CellPart.Load, "which functions are called", cell => cell.Spec.PopulationText)
    {
        Plain = "",
        HasColumn = false,
    };

    static readonly Dimension Tracer = new("tracer", CellPart.Tracers, "tracer body", cell => cell.Spec.Tracer)
    {
        Label = cell => cell.Spec.Population is null ? $"tracer {cell.Spec.Tracer}" : "",
    };

    static readonly Dimension Flags = new("ops_flags", CellPart.Tracers, "flags set on every ops", cell => OpsFlagNames.Of(cell.Spec.OpsFlags))
    {
        ShortName = "flags",
        Plain = "none",
        Label = cell => $"flags {OpsFlagNames.Of(cell.Spec.OpsFlags)}",
    };

    /// <summary>Every dimension, in the order in which files have them.</summary>
    public static IReadOnlyList<Dimension> All { get; } =
    [
        Core,
        Kernel,
        Strategy,
        Functions,
        Tracer,
        Count("relevant_tracers", "tracers whose filter contains the called function", cell => cell.Spec.RelevantTracers) with
        {
            ShortName = "relevant", SeparatesGroups = false,
        },
        Count("irrelevant_tracers", "tracers whose filter contains other functions only", cell => cell.Spec.IrrelevantTracers) with
        {
            ShortName = "irrelevant", SeparatesGroups = false,
        },
        Flags,
        RunState,
        Timeline,
        Arrivals,
        TracerSetup,
        Calls,
        Seed,
    ];

    /// <summary>The dimension of that name or short name, or null.</summary>
    public static Dimension? Find(string name) => All.FirstOrDefault(dimension => dimension.Name == name || dimension.ShortName == name);

    public override string ToString() => Name;

    static Dimension Count(string name, string meaning, Func<Cell, long> number) =>
        new(name, CellPart.Tracers, meaning, cell => number(cell).ToString(CultureInfo.InvariantCulture)) { Number = number };
}

/// <summary>The parts of a cell.</summary>
public enum CellPart
{
    /// <summary>The core, with all values of its profile.</summary>
    Machine,

    /// <summary>The kernel build.</summary>
    Kernel,

    /// <summary>How a call reaches its tracers.</summary>
    Mechanism,

    /// <summary>Who traces.</summary>
    Tracers,

    /// <summary>Who calls what, how often, and what calls find.</summary>
    Load,

    /// <summary>What happens meanwhile.</summary>
    Schedule,

    /// <summary>What everything random is drawn from.</summary>
    Seed,
}
