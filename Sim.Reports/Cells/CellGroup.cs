using Sim.Core.Kernel;
using Sim.Core.Runs;
using Sim.Reports.Tables;

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

    /// <summary>The groups of <paramref name="cells"/>, each where its first cell stands.</summary>
    public static IReadOnlyList<CellGroup> Split(IReadOnlyList<CellResult> cells)
    {
        var groups = cells.GroupBy(KeyOf).ToList();
        var strategiesAreEnough = groups.Select(group => group.Key.Strategy).Distinct().Count() == groups.Count;
        return [.. groups.Select(group => Create(group, groups, strategiesAreEnough))];
    }

    static CellGroup Create(IGrouping<Key, CellResult> group, IReadOnlyList<IGrouping<Key, CellResult>> all, bool strategiesAreEnough)
    {
        List<string> parts = [group.Key.Strategy, group.Key.Kernel];
        AddIfItVaries(key => key.Core);
        AddIfItVaries(key => key.Population);
        AddIfItVaries(key => key.Population.Length == 0 ? $"tracer {key.Tracer}" : "");
        AddIfItVaries(key => $"flags {key.Flags}");
        AddIfItVaries(key => key.Setup);
        AddIfItVaries(key => key.State);
        AddIfItVaries(key => key.Arrivals);
        AddIfItVaries(key => $"{NumberText.Integer(key.Calls)} calls");
        var name = string.Join(", ", parts);
        var shortName = strategiesAreEnough ? group.Key.Strategy : name;
        IReadOnlyList<CellResult> cells = [.. group.OrderBy(cell => !IsBaseline(cell))];
        return cells[0].Validated
            ? new(name, shortName, cells)
            : new($"{name}, {UnvalidatedMark}", $"{shortName} ({UnvalidatedMark})", cells);

        void AddIfItVaries(Func<Key, string> part)
        {
            if (part(group.Key).Length > 0 && all.Any(other => part(other.Key) != part(group.Key)))
                parts.Add(part(group.Key));
        }
    }

    /// <summary>The word beside every number of a strategy that no measurement backs.</summary>
    public const string UnvalidatedMark = "unvalidated";

    /// <summary>True for a cell without tracers, which overhead is counted from.</summary>
    public static bool IsBaseline(CellResult cell) => cell.Spec is { RelevantTracers: 0, IrrelevantTracers: 0 };

    static Key KeyOf(CellResult cell) => new(
        cell.Spec.Core.Name,
        cell.Spec.Kernel.Name,
        cell.Strategy,
        cell.Spec.Tracer,
        OpsFlagNames.Of(cell.Spec.OpsFlags),
        cell.Spec.PopulationText,
        cell.Spec.Population is null ? cell.Spec.Setup.ToString() : cell.Spec.Tools.ToString(),
        cell.Spec.State.ToString(),
        cell.Spec.Arrivals?.ToString() ?? "",
        cell.Spec.Calls);

    sealed record Key(string Core, string Kernel, string Strategy, string Tracer, string Flags, string Population, string Setup, string State, string Arrivals, long Calls);
}
