using Sim.Core.Runs;

namespace Sim.Reports.Cells;

/// <summary>Cells that differ only in their numbers of tracers: a block of a table, a series of a chart.</summary>
public sealed class CellGroup
{
    CellGroup(string label, string shortLabel, IReadOnlyList<CellResult> cells)
    {
        Label = label;
        ShortLabel = shortLabel;
        Cells = cells;
    }

    /// <summary>Strategy, kernel, and whatever else sets the group apart from the others; unvalidated strategies say so.</summary>
    public string Label { get; }

    /// <summary>For running text: the strategy where that tells the groups apart, else all of <see cref="Label"/>; marked too.</summary>
    public string ShortLabel { get; }

    /// <summary>At least one cell; the one with no tracers first, the others in plan order.</summary>
    public IReadOnlyList<CellResult> Cells { get; }

    /// <summary>The groups of <paramref name="cells"/>, each where its first cell is.</summary>
    /// <param name="cells">What to group.</param>
    /// <param name="sweptApart">True if values that a sweep varies by path separate groups; false where they have columns.</param>
    public static IReadOnlyList<CellGroup> Split(IReadOnlyList<CellResult> cells, bool sweptApart = true)
    {
        var groups = cells.GroupBy(cell => sweptApart ? $"{KeyOf(cell)}\0{SweptText(cell.Planned)}" : KeyOf(cell)).ToList();
        var first = groups.Select(group => group.First().Planned).ToList();
        var strategiesAreEnough = first.Select(Dimension.Strategy.Text).Distinct().Count() == groups.Count;
        List<Dimension> varying = [.. Labelled.Where(dimension => first.Select(dimension.Label).Distinct().Count() > 1)];
        return [.. groups.Select(group => Create([.. group.OrderBy(cell => !IsBaseline(cell))], varying, sweptApart, strategiesAreEnough))];
    }

    static CellGroup Create(IReadOnlyList<CellResult> cells, IReadOnlyList<Dimension> varying, bool sweptApart, bool strategyIsEnough)
    {
        var cell = cells[0].Planned;
        var (strategy, kernel) = (Dimension.Strategy.Text(cell), Dimension.Kernel.Text(cell));
        var labels = varying.Select(dimension => dimension.Label(cell)).Append(sweptApart ? SweptText(cell) : "").Where(label => label.Length > 0);
        var name = string.Join(", ", labels.Prepend(kernel).Prepend(strategy));
        var shortName = strategyIsEnough ? strategy : name;
        return cell.Validated
            ? new(name, shortName, cells)
            : new($"{name}, {UnvalidatedMark}", $"{shortName} ({UnvalidatedMark})", cells);
    }

    /// <summary>The word beside every number of a strategy that no measurement backs.</summary>
    public const string UnvalidatedMark = "unvalidated";

    /// <summary>True for a cell without tracers, which overhead is counted from.</summary>
    public static bool IsBaseline(CellResult cell) => cell.Spec is { RelevantTracers: 0, IrrelevantTracers: 0 };

    static readonly IReadOnlyList<Dimension> Separating = [.. Dimension.All.Where(dimension => dimension.SeparatesGroups)];

    // The others' part of a label; strategy and kernel are always there.
    static readonly IReadOnlyList<Dimension> Labelled = [.. Separating.Except([Dimension.Strategy, Dimension.Kernel])];

    static string SweptText(Cell cell) => string.Join(", ", cell.Swept.Select(value => $"{value.Path} {value.Text}"));

    static string KeyOf(CellResult cell) => string.Join('\0', Separating.Select(dimension => dimension.Text(cell.Planned)));
}
