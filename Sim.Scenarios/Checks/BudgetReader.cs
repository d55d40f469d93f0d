using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Checks;

/// <summary>Reads the <c>budgets</c> of a scenario.</summary>
sealed class BudgetReader(IReadOnlyList<Cell> cells, bool overridden, DiagnosticBag bag)
{
    readonly ValueReader _values = new(bag);

    /// <summary>All budgets, each with the cells that it holds for.</summary>
    /// <param name="node">The list.</param>
    /// <param name="cells">The scenario's cells.</param>
    /// <param name="overridden">True if options changed the scenario: a budget for cells that are gone is then no mistake.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public static IReadOnlyList<Budget> Read(Node node, IReadOnlyList<Cell> cells, bool overridden, DiagnosticBag bag)
    {
        var reader = new BudgetReader(cells, overridden, bag);
        return [.. (reader._values.Items(node, "budgets") ?? []).Select(reader.Budget).OfType<Budget>()];
    }

    Budget? Budget(Node node)
    {
        if (Fields.Of(node, "a budget", bag) is not { } fields)
            return null;
        var (named, bound, where) = (fields.Required("metric"), fields.Required("at_most"), fields.Optional("where"));
        fields.RejectUnknown();

        var metric = named is not null && _values.Name(named, "metric", [.. Metric.All.Select(metric => metric.Name)]) is { } name
            ? Metric.Find(name)
            : null;
        var limit = metric is not null && bound is not null ? _values.Measured(bound, "at_most", UnitsOf(metric), 0, 1e15) : null;
        var before = bag.Count;
        var indices = Enumerable.Range(0, cells.Count).Where(Conditions(where)).ToHashSet();
        if (bag.Count == before && cells.Count > 0 && indices.Count == 0 && !overridden)
            (where ?? node).Place.Report(bag, Code.EmptyBudget, "no cell of the scenario is meant by this budget");
        return metric is null || limit is null ? null : new Budget(metric, limit.Value, indices);
    }

    static IReadOnlyDictionary<string, decimal> UnitsOf(Metric metric) =>
        metric.Unit == "ns" ? Quantity.Durations : new Dictionary<string, decimal> { [metric.Unit] = 1 };

    Func<int, bool> Conditions(Node? where)
    {
        if (where is null || Fields.Of(where, "where", bag) is not { } fields)
            return _ => true;
        var conditions = new List<Func<Cell, bool>>();
        foreach (var dimension in Dimension.All)
        {
            var (key, property) = (dimension.ShortName, dimension.Text);
            if (fields.Optional(key) is not { } node)
                continue;
            var present = cells.Select(property).ToHashSet();
            var items = node is Sequence ? _values.Items(node, key) ?? [] : [node];
            var wanted = items.Select(item => Wanted(item, key, present)).ToHashSet();
            conditions.Add(cell => wanted.Contains(property(cell)));
        }

        fields.RejectUnknown();
        return index => conditions.All(holds => holds(cells[index]));
    }

    string? Wanted(Node item, string key, HashSet<string> present)
    {
        if (_values.Text(item, key) is not { } text)
            return null;
        var plain = text.Length > 0 && char.IsAsciiDigit(text[0]) ? text.Replace("_", "", StringComparison.Ordinal) : text;
        if (present.Count > 0 && !present.Contains(plain) && !overridden)
            item.Place.Report(bag, Code.UnknownName, $"no cell has {key} {Quoted.Text(text)}", NearestName.Hint(text, present));
        return plain;
    }
}
