using Sim.Core.Diagnostics;
using Sim.Scenarios.Keys;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Sweeps;

/// <summary>Reads the key <c>sweep</c> of a scenario.</summary>
/// <param name="cores">Names that the key <c>core</c> of an entry may have.</param>
/// <param name="kernels">Names that its key <c>kernel</c> may have.</param>
/// <param name="bag">Receives the mistakes.</param>
sealed class SweepReader(IReadOnlyList<string> cores, IReadOnlyList<string> kernels, DiagnosticBag bag)
{
    const string Zip = "zip";

    const int ShownRepeats = 5;

    static readonly string[] Own = ["core", "kernel", Zip, "exclude", "design", "find"];

    readonly ValueReader _values = new(bag);

    /// <summary>Values that are given twice: mistakes, and no reason to read no further, as the entries have each once.</summary>
    public DiagnosticBag Repeats { get; } = [];

    /// <summary>The entries of <paramref name="node"/>; empty after reporting mistakes.</summary>
    public IReadOnlyList<Sweep> Read(Node node)
    {
        var sweeps = new List<Sweep>();
        foreach (var item in _values.Items(node, "sweep") ?? [])
        {
            if (item is Mapping { Entries.Count: > 0 } mapping)
                sweeps.Add(Read(mapping));
            else
                item.Place.Report(bag, Code.WrongType, "a sweep entry must be a mapping of variables to values", "Write - { relevant: [0, 1, 10] }.");
        }

        return sweeps;
    }

    Sweep Read(Mapping mapping)
    {
        List<Axis> axes = [];
        foreach (var entry in mapping.Entries)
        {
            if (entry.Key.Text == Zip)
                axes.AddRange(Zipped(entry.Value));
            else if (!Own.Contains(entry.Key.Text))
                axes.Add(new([entry.Key], [.. Values(entry).Select(value => (IReadOnlyList<Node>)[value])]));
        }

        foreach (var name in axes.SelectMany(axis => axis.Names).GroupBy(name => name.Text).Where(group => group.Count() > 1).Select(group => group.Last()))
            name.Place.Report(bag, Code.DuplicateKey, $"{Quoted.Text(name)} varies twice in this sweep entry");
        if (mapping.Find("design") is null)
            axes = axes.ConvertAll(WithoutRepeats);
        return new(
            mapping.Place,
            axes,
            mapping.Find("exclude") is { } exclude ? Exclusions(exclude, axes) : [],
            mapping.Find("design") is { } design ? Design(design, axes) : null,
            Only(mapping, "core", cores),
            Only(mapping, "kernel", kernels))
        {
            Goal = mapping.Find("find") is { } find ? Goal(find, mapping, axes) : null,
        };
    }

    // Said once for each axis: each repeat would be a cell of its own for each combination of the others.
    Axis WithoutRepeats(Axis axis)
    {
        var groups = axis.Points.GroupBy(point => string.Join(' ', point.Select(YamlText.Of))).ToList();
        var repeats = groups.Where(group => group.Count() > 1).Select(group => group.ElementAt(1)).ToList();
        if (repeats.Count == 0)
            return axis;
        var shown = string.Join(", ", repeats.Take(ShownRepeats).Select(point => string.Join(" with ", point.Select(Quoted.Text))));
        var others = repeats.Count > ShownRepeats ? FormattableString.Invariant($" and {repeats.Count - ShownRepeats:N0} more") : "";
        repeats[0][0].Place.Report(Repeats, Code.DuplicateCell, $"values of {string.Join(" and ", axis.Names.Select(Quoted.Text))} are given twice: {shown}{others}");
        return axis with { Points = [.. groups.Select(group => group.First())] };
    }

    SearchGoal? Goal(Node node, Mapping mapping, List<Axis> axes)
    {
        if (mapping.Find("design") is not null)
            node.Place.Report(bag, Code.ExclusiveKeys, "a sweep entry has 'design' and 'find': points of a design are in no order to search in");
        return new GoalReader(bag).Read(node, axes);
    }

    IReadOnlyList<Node> Values(Entry entry)
    {
        var items = entry.Value is Scalar ? [entry.Value] : _values.Items(entry.Value, entry.Key.Text) ?? [];
        return [.. items.SelectMany(item => ValueRange.Values(item, _values))];
    }

    IReadOnlyList<Axis> Zipped(Node node)
    {
        if (node is not Mapping { Entries.Count: > 0 } mapping)
        {
            node.Place.Report(bag, Code.WrongType, "zip must be a mapping of variables to values of equal number", "Write zip: { relevant: [1, 2], irrelevant: [10, 20] }.");
            return [];
        }

        var lists = mapping.Entries.Select(entry => (entry.Key, Values: Values(entry))).ToList();
        var count = lists[0].Values.Count;
        foreach (var (key, values) in lists.Where(list => list.Values.Count != count))
            key.Place.Report(bag, Code.Zip, $"{Quoted.Text(key)} has {values.Count} values, and {Quoted.Text(lists[0].Key)} has {count}: zip takes one of each at a time");
        return lists.Any(list => list.Values.Count != count)
            ? [.. lists.Select(list => new Axis([list.Key], [[list.Values.FirstOrDefault(node)]]))]
            : [new([.. lists.Select(list => list.Key)], [.. Enumerable.Range(0, count).Select(point => (IReadOnlyList<Node>)[.. lists.Select(list => list.Values[point])])])];
    }

    List<Exclusion> Exclusions(Node node, IReadOnlyList<Axis> axes)
    {
        var names = axes.SelectMany(axis => axis.Names).Select(name => name.Text).ToList();
        var exclusions = new List<Exclusion>();
        foreach (var item in node is Sequence list ? list.Items : [node])
        {
            if (item is not Mapping { Entries.Count: > 0 } mapping)
            {
                item.Place.Report(bag, Code.WrongType, "exclude must be a mapping of variables to values, or a list of them", "Write exclude: { relevant: 0, irrelevant: 0 }.");
                continue;
            }

            foreach (var (key, _) in mapping.Entries.Where(entry => !names.Contains(entry.Key.Text)))
                key.Place.Report(bag, Code.UnknownKey, $"{Quoted.Text(key)} does not vary in this sweep entry", NearestName.Hint(key.Text, names));
            var exclusion = new Exclusion(item.Place, [.. mapping.Entries.Select(entry => (entry.Key.Text, Values(entry)))]);
            if (mapping.Entries.All(entry => names.Contains(entry.Key.Text)) && axes.Aggregate(1.0, (count, axis) => count * axis.Points.Count) <= ScenarioKeys.MaxCells
                && !Axis.Grid(axes).Any(exclusion.Meets))
                item.Place.Report(bag, Code.EmptyExclusion, "no combination of this sweep entry has these values");
            exclusions.Add(exclusion);
        }

        return exclusions;
    }

    SpaceFilling? Design(Node node, List<Axis> axes)
    {
        if (Fields.Of(node, ScenarioKeys.Design, bag) is not { } fields)
            return null;
        var (kind, points, seed) = (fields.Text("kind"), fields.Value<long>("points"), fields.Node("seed") is null ? 0 : fields.Value<long>("seed"));
        fields.RejectUnknown();
        if (axes.Count is 0 or > SpaceFilling.MostAxes)
            node.Place.Report(bag, Code.OutOfRange, $"a design has 1 to {SpaceFilling.MostAxes} variables, not {axes.Count}");
        return kind is null || points is null || seed is null || axes.Any(axis => axis.Points.Count == 0) || axes.Count > SpaceFilling.MostAxes
            ? null : new(kind, (int)points.Value, seed.Value);
    }

    List<string>? Only(Mapping mapping, string key, IReadOnlyList<string> names) =>
        mapping.Entries.FirstOrDefault(entry => entry.Key.Text == key) is { } only
            ? [.. (only.Value is Scalar ? [only.Value] : _values.Items(only.Value, key) ?? [])
                .Select(value => _values.Name(value, $"{key} of the scenario", names)).OfType<string>().Distinct()]
            : null;
}
