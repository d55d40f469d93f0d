using Sim.Core.Diagnostics;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Sweeps;

/// <summary>One entry of a scenario's <c>sweep</c>: variables with one or more values each.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Variables">Names without <c>$</c>, with their values, in the order of the file.</param>
/// <param name="Kernels">The kernels that it is for, by its key <c>kernel</c>. Null for all of the scenario.</param>
sealed record Sweep(Place Place, IReadOnlyList<(Scalar Name, IReadOnlyList<Node> Values)> Variables, IReadOnlyList<string>? Kernels)
{
    const string KernelKey = "kernel";

    /// <summary>Combinations of all values.</summary>
    public double Count => Variables.Aggregate(1.0, (count, variable) => count * variable.Values.Count);

    /// <summary>The entries of <paramref name="node"/>.</summary>
    /// <param name="node">The key's value.</param>
    /// <param name="kernels">Names that the entries' key <c>kernel</c> may have.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public static IReadOnlyList<Sweep> Read(Node node, IReadOnlyList<string> kernels, DiagnosticBag bag)
    {
        var values = new ValueReader(bag);
        var sweeps = new List<Sweep>();
        foreach (var item in values.Items(node, "sweep") ?? [])
        {
            if (item is Mapping { Entries.Count: > 0 } mapping)
                sweeps.Add(Read(mapping, kernels, values));
            else
                item.Place.Report(bag, Code.WrongType, "a sweep entry must be a mapping of variables to values");
        }

        return sweeps;
    }

    static Sweep Read(Mapping mapping, IReadOnlyList<string> kernels, ValueReader values)
    {
        var only = mapping.Entries.FirstOrDefault(entry => entry.Key.Text == KernelKey);
        return new Sweep(
            mapping.Place,
            [.. mapping.Entries.Where(entry => entry != only).Select(entry => (entry.Key, Values(entry, values)))],
            only is null ? null : [.. Values(only, values).Select(value => values.Name(value, "kernel of the scenario", kernels)).OfType<string>().Distinct()]);
    }

    /// <summary>Every combination, the last variable fastest.</summary>
    public IEnumerable<Dictionary<string, Node>> Combinations()
    {
        IEnumerable<Dictionary<string, Node>> combinations = [new Dictionary<string, Node>()];
        foreach (var (name, values) in Variables)
        {
            combinations =
                from outer in combinations
                from value in values
                select new Dictionary<string, Node>(outer) { [name.Text] = value };
        }

        return combinations;
    }

    static IReadOnlyList<Node> Values(Entry entry, ValueReader values) =>
        entry.Value is Scalar ? [entry.Value] : values.Items(entry.Value, entry.Key.Text) ?? [];
}
