using Sim.Core.Runs;

namespace Sim.Scenarios.Checks;

/// <summary>What rules tell cells apart by: a dimension, or the path of a value that a sweep varies.</summary>
/// <param name="Name">Short name of the dimension, or the path.</param>
/// <param name="Text">The cell's value as written; empty where the cell has none.</param>
/// <param name="Number">The cell's value where it is a number.</param>
sealed record Coordinate(string Name, Func<Cell, string> Text, Func<Cell, double?> Number)
{
    // What else changes with a path, by the beginning of the path.
    static readonly (string Path, string[] Dimensions)[] Linked =
    [
        ("tracers.relevant.count", ["relevant"]),
        ("tracers.irrelevant.count", ["irrelevant"]),
        ("tracers.relevant.tracer", ["tracer"]),
        ("tracers.irrelevant.tracer", ["tracer"]),
        ("tracers.relevant.flags", ["flags"]),
        ("tracers.irrelevant.flags", ["flags"]),
        ("tracers.relevant", ["tracer_setup", "strategy"]),
        ("tracers.irrelevant", ["tracer_setup"]),
        ("tracers", ["tracer_setup", "tracer", "relevant", "flags"]),
        ("workload.calls", ["calls"]),
        ("workload.arrivals", ["arrivals"]),
        ("workload.profile", ["functions", "tracer_setup"]),
        ("workload.trace", ["functions", "tracer_setup"]),
        ("workload.functions", ["functions", "tracer_setup"]),
        ("workload.seed", ["functions", "tracer_setup"]),
        ("workload", ["run_state", "functions"]),
        ("kernel", ["strategy"]),
    ];

    // One decides the other.
    static readonly string[] Dispatch = ["kernel", "strategy"];

    /// <summary>All by which some of the cells may differ, dimensions first.</summary>
    public static IReadOnlyList<Coordinate> Of(IReadOnlyList<Cell> cells) =>
    [
        .. Dimension.All.Select(dimension => new Coordinate(dimension.ShortName, dimension.Text, cell => dimension.Number?.Invoke(cell))),
        .. cells.SelectMany(cell => cell.Swept).Select(value => value.Path).Distinct().Select(path => new Coordinate(
            path, cell => Find(cell, path)?.Text ?? "", cell => Find(cell, path)?.Number)),
    ];

    /// <summary>True if a change of one may by itself change the other.</summary>
    public bool MovesWith(Coordinate other) =>
        Name == other.Name || (Dispatch.Contains(Name) && Dispatch.Contains(other.Name)) || Drives(this, other) || Drives(other, this);

    static bool Drives(Coordinate path, Coordinate dimension) =>
        Linked.FirstOrDefault(link => path.Name == link.Path || path.Name.StartsWith(link.Path + ".", StringComparison.Ordinal)).Dimensions?.Contains(dimension.Name) == true;

    static SweptValue? Find(Cell cell, string path) => cell.Swept.FirstOrDefault(value => value.Path == path);
}
