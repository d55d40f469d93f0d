using Sim.Core.Diagnostics;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Sweeps;

/// <summary>Swept values in a scenario: <c>$name</c> represents what the sweep gives to <c>name</c>.</summary>
static class Variables
{
    /// <summary>All <c>$name</c> below <paramref name="node"/>.</summary>
    public static IEnumerable<Scalar> In(Node? node) => node switch
    {
        Scalar { Text: ['$', ..] } scalar => [scalar],
        Sequence sequence => sequence.Items.SelectMany(In),
        Mapping mapping => mapping.Entries.SelectMany(entry => In(entry.Value)),
        _ => [],
    };

    /// <summary><paramref name="node"/> with every <c>$name</c> replaced.</summary>
    public static Node Replace(Node node, IReadOnlyDictionary<string, Node> values) => node switch
    {
        Scalar { Text: ['$', .. var name] } => values.GetValueOrDefault(name, node),
        Sequence sequence => sequence with { Items = [.. sequence.Items.Select(item => Replace(item, values))] },
        Mapping mapping => mapping with
        {
            Entries = [.. mapping.Entries.Select(entry => entry with { Value = Replace(entry.Value, values) })],
        },
        _ => node,
    };

    /// <summary>Reports variables without a value, and values without a variable. True if there are none.</summary>
    public static bool Check(IReadOnlyList<Scalar> used, IReadOnlyList<Sweep> sweeps, DiagnosticBag bag)
    {
        var before = bag.Count;
        var names = used.Select(variable => variable.Text[1..]).Distinct().ToList();
        var given = sweeps.SelectMany(sweep => sweep.Names).Select(name => name.Text).ToHashSet();

        var known = given.Select(name => "$" + name).ToList();
        foreach (var variable in used.Where(variable => !given.Contains(variable.Text[1..])))
        {
            var hint = known.Count > 0 ? NearestName.Hint(variable.Text, known) : "The scenario has no sweep that gives values.";
            variable.Place.Report(bag, Code.UndefinedVariable, $"nothing gives a value to {Quoted.Text(variable.Text)}", hint);
        }

        foreach (var sweep in sweeps)
        {
            foreach (var name in sweep.Names.Where(name => !names.Contains(name.Text) && !PathValues.IsPath(name.Text)))
                name.Place.Report(bag, Code.UnusedVariable, $"nothing uses {Quoted.Text("$" + name.Text)}", UsedHint(names));
            var own = sweep.Names.Select(name => name.Text).ToHashSet();
            foreach (var name in names.Where(name => given.Contains(name) && !own.Contains(name)))
                sweep.Place.Report(bag, Code.UndefinedVariable, $"this sweep entry gives no value to {Quoted.Text("$" + name)}");
        }

        return bag.Count == before;
    }

    static string UsedHint(List<string> names) => names.Count == 0
        ? "The scenario uses no variable."
        : $"Used: {string.Join(", ", names.Order(StringComparer.Ordinal).Select(name => "$" + name))}.";
}
