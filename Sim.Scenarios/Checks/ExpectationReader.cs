using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Keys;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Checks;

/// <summary>Reads one entry of <c>expect</c>.</summary>
/// <param name="cells">The scenario's cells.</param>
/// <param name="coordinates">All by which they may differ.</param>
/// <param name="selections">Reads which cells are meant.</param>
/// <param name="overridden">True if options changed the scenario: a rule about cells that are gone is then no mistake.</param>
/// <param name="bag">Receives the mistakes.</param>
sealed class ExpectationReader(
    IReadOnlyList<Cell> cells, IReadOnlyList<Coordinate> coordinates, SelectionReader selections, bool overridden, DiagnosticBag bag)
{
    // A rule that compares more has forgotten a dimension.
    const int MostPairs = 1_000_000;

    // What a figure may be compared with besides other cells.
    const string Untraced = "untraced";

    static readonly string[] AlongDimensions = ["independent_of", "increases_with", "decreases_with"];

    static readonly Dictionary<string, (RelationKind Kind, string Words)> Relations = new()
    {
        ["above"] = (RelationKind.Above, "is above that"),
        ["below"] = (RelationKind.Below, "is below that"),
        ["equal_to"] = (RelationKind.Equal, "is equal to that"),
        ["ratio_to"] = (RelationKind.Ratio, "divided by that"),
        ["difference_from"] = (RelationKind.Difference, "less that"),
    };

    readonly ValueReader _values = new(bag);

    /// <summary>The expectation, or null after reporting its mistakes.</summary>
    public Rule? Read(Node node)
    {
        if (Fields.Of(node, RuleKeys.Expectation, bag) is not { } fields)
            return null;
        var before = bag.Count;
        var figures = new RuleFigures(bag);
        var metric = figures.Metric(fields);
        var where = selections.Read(fields.Node("where"), "where");
        var across = Coordinates(fields.Node("across"), "across");
        var slack = metric is null ? null : figures.Slack(fields, metric);
        fields.RejectUnknown();
        List<string> relations = [.. AlongDimensions.Concat(Relations.Keys).Where(key => fields.Node(key) is not null)];
        if (relations.Count != 1)
        {
            var known = string.Join(", ", AlongDimensions.Concat(Relations.Keys));
            if (relations.Count == 0)
                node.Place.Report(bag, Code.MissingKey, "an expectation has no relation", $"Write one of {known}.");
            else
                fields.Node(relations[1])!.Place.Report(bag, Code.ExclusiveKeys, $"the expectation has '{relations[0]}' and '{relations[1]}': write an expectation for each");
            return null;
        }

        var key = relations[0];
        var compared = fields.Node(key)!;
        var subject = $"{metric?.Name}{where}";
        var tail = slack is null ? "" : $" {slack}";
        if (Relations.TryGetValue(key, out var relation))
        {
            if (compared is Scalar { Text: Untraced } && relation.Kind is RelationKind.Ratio or RelationKind.Difference)
                return UntracedOf(fields, figures, metric, where, relation, node, before);
            var others = selections.Read(compared, key);
            var bounds = BoundsOf(fields, figures, metric, relation.Kind, node);
            if (metric is null || where is null || others is null || bag.Count > before)
                return null;
            var text = $"{subject} {relation.Words} of{(others.Conditions.Count == 0 ? " all cells" : others)}{(bounds is null ? "" : $" is {bounds}")}{tail}";
            return PairsOf(where, others, across, compared) is { } pairs ? new Relation(metric, pairs, relation.Kind, bounds, slack, text, node.Place.At) : null;
        }

        foreach (var bound in ((string[])["at_most", "at_least", "between"]).Where(bound => fields.Node(bound) is not null))
            fields.Node(bound)!.Place.Report(bag, Code.ExclusiveKeys, $"'{bound}' belongs to 'ratio_to' or 'difference_from', not to '{key}'");
        var along = Coordinates(compared, key);
        if (metric is null || where is null || bag.Count > before)
            return null;
        var pairing = new Pairing(cells, coordinates, [.. along, .. across]);
        return key == "independent_of"
            ? IndependenceOf(pairing, metric, where, slack ?? new Slack(0, "%", true), $"{subject} is independent of {NamesOf(along)}{tail}", compared)
            : OrderingOf(pairing, metric, where, along, slack, key == "increases_with", $"{subject} {key.Replace('_', ' ')} {NamesOf(along)}{tail}", compared);
    }

    UntracedRelation? UntracedOf(
        Fields fields, RuleFigures figures, Metric? metric, Selection? where, (RelationKind Kind, string Words) relation, Node node, int before)
    {
        var bounds = BoundsOf(fields, figures, metric, relation.Kind, node);
        if (metric is null || where is null || bounds is null || bag.Count > before)
            return null;
        return where.Indices.Count == 0 && ReportEmpty(node) ? null : new(
            metric, where, relation.Kind == RelationKind.Ratio, bounds, $"{metric.Name}{where} {relation.Words} of the untraced call is {bounds}", node.Place.At);
    }

    Independence? IndependenceOf(Pairing pairing, Metric metric, Selection where, Slack slack, string text, Node node)
    {
        var groups = pairing.Groups(where);
        return groups.Count == 0 && ReportEmpty(node) ? null : new(metric, groups, slack, text, node.Place.At);
    }

    Ordering? OrderingOf(Pairing pairing, Metric metric, Selection where, List<Coordinate> along, Slack? slack, bool rises, string text, Node node)
    {
        if (along is not [var dimension])
        {
            node.Place.Report(bag, Code.WrongType, "a figure rises or falls along one dimension: write an expectation for each");
            return null;
        }

        if (where.Indices.FirstOrDefault(index => dimension.Number(cells[index]) is null, -1) is var words and >= 0)
        {
            node.Place.Report(bag, Code.WrongType, $"{dimension.Name} {Quoted.Text(dimension.Text(cells[words]))} is no number: there is no order in it", "Compare two selections: above, below.");
            return null;
        }

        var steps = pairing.Steps(where, dimension);
        return steps.Count == 0 && ReportEmpty(node) ? null : new(metric, steps, rises, slack, text, node.Place.At);
    }

    List<(int Cell, int Other)>? PairsOf(Selection where, Selection others, List<Coordinate> across, Node node)
    {
        // What 'where' names alone is the same in both.
        var named = others.Conditions.Select(condition => condition.Name).ToHashSet();
        var pairing = new Pairing(cells, coordinates, [.. coordinates.Where(coordinate => named.Contains(coordinate.Name)), .. across]);
        var (pairs, alone) = (new List<(int, int)>(), new List<int>());
        foreach (var (cell, alike) in pairing.Pairs(where, others))
        {
            pairs.AddRange(alike.Select(other => (cell, other)));
            if (alike.Count == 0)
                alone.Add(cell);
            if (pairs.Count > MostPairs)
            {
                node.Place.Report(bag, Code.EmptyRule, FormattableString.Invariant($"the expectation compares more than {MostPairs:N0} pairs of cells"), "Name fewer cells in it.");
                return null;
            }
        }

        if (pairs.Count == 0 && ReportEmpty(node))
            return null;
        if (alone.Count == 0 || overridden)
            return pairs;
        node.Place.Report(bag, Code.EmptyRule,
            FormattableString.Invariant($"{alone.Count} cells have none to compare with here that is alike otherwise, the first: cell {alone[0]}, {cells[alone[0]].Text}"),
            "Name fewer cells in 'where', or in 'across' the dimensions in which the two may differ as well.");
        return null;
    }

    Bounds? BoundsOf(Fields fields, RuleFigures figures, Metric? metric, RelationKind kind, Node node)
    {
        var before = bag.Count;
        var isBounded = kind is RelationKind.Ratio or RelationKind.Difference;
        var bounds = metric is null ? null : kind == RelationKind.Ratio ? figures.Bounds(fields, null, 0) : figures.Bounds(fields, metric, -RuleFigures.Most);
        if (bag.Count == before && metric is not null && isBounded == bounds is null)
        {
            node.Place.Report(bag, isBounded ? Code.MissingKey : Code.ExclusiveKeys, isBounded
                ? "a ratio or difference has no key 'at_most', 'at_least' or 'between'"
                : "'at_most', 'at_least' and 'between' belong to 'ratio_to' or 'difference_from'");
        }

        return bounds;
    }

    List<Coordinate> Coordinates(Node? node, string what)
    {
        IReadOnlyList<Node> items = node is null ? [] : node is Sequence ? _values.Items(node, what) ?? [] : [node];
        var found = new List<Coordinate>();
        foreach (var item in items)
        {
            if (_values.Text(item, what) is not { } text)
                continue;
            if (coordinates.FirstOrDefault(coordinate => coordinate.Name == text) is { } coordinate)
                found.Add(coordinate);
            else
                item.Place.Report(bag, Code.UnknownName, $"unknown dimension {Quoted.Text(text)}", NearestName.Hint(text, coordinates.Select(coordinate => coordinate.Name)));
        }

        return found;
    }

    // True where it is a mistake.
    bool ReportEmpty(Node node)
    {
        if (!overridden)
        {
            node.Place.Report(bag, Code.EmptyRule, "this expectation compares nothing: no two of its cells differ in this alone",
                "Compared cells are alike in all other dimensions; name in 'across' those in which they may differ as well.");
        }

        return !overridden;
    }

    static string NamesOf(IEnumerable<Coordinate> along) => string.Join(", ", along.Select(coordinate => coordinate.Name));
}
