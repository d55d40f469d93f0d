using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Checks;

/// <summary>Reads which cells a rule is about.</summary>
/// <param name="cells">The scenario's cells.</param>
/// <param name="coordinates">What they may be chosen by.</param>
/// <param name="overridden">True if options changed the scenario: a value that no cell has any more is then no mistake.</param>
/// <param name="bag">Receives the mistakes.</param>
sealed class SelectionReader(IReadOnlyList<Cell> cells, IReadOnlyList<Coordinate> coordinates, bool overridden, DiagnosticBag bag)
{
    readonly ValueReader _values = new(bag);

    /// <summary>The cells that <paramref name="node"/> means; all where it is null. Null after reporting mistakes.</summary>
    public Selection? Read(Node? node, string what)
    {
        if (node is null)
            return new Selection(Enumerable.Range(0, cells.Count).ToHashSet(), []);
        if (Fields.Of(node, what, bag) is not { } fields)
            return null;
        var before = bag.Count;
        var conditions = new List<(Coordinate Coordinate, List<string> Wanted)>();
        foreach (var coordinate in coordinates)
        {
            if (fields.Optional(coordinate.Name) is not { } value)
                continue;
            var present = cells.Select(coordinate.Text).ToHashSet();
            var items = value is Sequence ? _values.Items(value, coordinate.Name) ?? [] : [value];
            conditions.Add((coordinate, [.. items.Select(item => Wanted(item, coordinate.Name, present)).OfType<string>()]));
        }

        fields.RejectUnknown();
        if (bag.Count > before)
            return null;
        return new Selection(
            Enumerable.Range(0, cells.Count).Where(index => conditions.All(condition => condition.Wanted.Contains(condition.Coordinate.Text(cells[index])))).ToHashSet(),
            [.. conditions.Select(condition => (condition.Coordinate.Name, string.Join(" or ", condition.Wanted)))]);
    }

    string? Wanted(Node item, string name, HashSet<string> present)
    {
        if (_values.Text(item, name) is not { } text)
            return null;
        if (present.Contains(text) || present.Count == 0)
            return text;
        // 1_000 is 1000, and 1 KiB is 1024 B.
        if (Quantity.TryParse(text, out var number) && present.FirstOrDefault(other => Quantity.TryParse(other, out var value) && number.IsSameAs(value)) is { } same)
            return same;
        if (!overridden)
            item.Place.Report(bag, Code.UnknownName, $"no cell has {name} {Quoted.Text(text)}", NearestName.Hint(text, present.Where(value => value.Length > 0)));
        return text;
    }
}
