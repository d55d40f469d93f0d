using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Sweeps;

/// <summary>Values that a sweep varies by their path, not by a <c>$variable</c>: which paths there are, and what they change.</summary>
static class PathValues
{
    const string Strategy = "strategy";
    const string Seed = "seed";

    // Parts of a scenario that each combination reads anew.
    static readonly string[] Parts = ["workload", "tracers"];

    /// <summary>True for a name that is a path, if no variable has it.</summary>
    public static bool IsPath(string name) => name.Contains('.', StringComparison.Ordinal) || name is Strategy or Seed;

    /// <summary>Reports paths that lead nowhere.</summary>
    public static void Check(IEnumerable<Scalar> paths, DiagnosticBag bag)
    {
        foreach (var path in paths)
        {
            var root = path.Text.Split('.')[0];
            if (path.Text is Strategy or Seed || Parts.Contains(root))
                continue;
            if (!new ProfileSettings().Add(path, path, bag))
            {
                path.Place.Report(bag, Code.UnknownPath, $"a sweep cannot vary {Quoted.Text(path)}",
                    "A path begins with core., kernel., workload. or tracers., or is strategy or seed; any other name is a variable, such as $count.");
            }
        }
    }

    /// <summary>Reports paths to what a variable gives already.</summary>
    /// <param name="paths">Those of all entries.</param>
    /// <param name="part">Part of the scenario.</param>
    /// <param name="node">What it says.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public static void CheckVariables(IEnumerable<Scalar> paths, string part, Node node, DiagnosticBag bag)
    {
        foreach (var path in paths.Where(path => path.Text.StartsWith(part + ".", StringComparison.Ordinal)))
        {
            var there = path.Text[(part.Length + 1)..].Split('.').Aggregate((Node?)node, (above, key) => (above as Mapping)?.Find(key));
            if (Variables.In(there).FirstOrDefault() is { } variable)
            {
                path.Place.Report(bag, Code.ExclusiveKeys, $"{Quoted.Text(path)} is given by its path here, and by {Quoted.Text(variable)} in line {variable.Place.At.Line}",
                    $"Vary {variable.Text[1..]} instead, or write a value in line {variable.Place.At.Line}.");
            }
        }
    }

    /// <summary>A part of the scenario with the values that are meant for it in place.</summary>
    public static Node Apply(string part, Node node, IReadOnlyDictionary<string, Node> values, IEnumerable<Scalar> paths, DiagnosticBag bag)
    {
        foreach (var path in paths.Where(path => path.Text.StartsWith(part + ".", StringComparison.Ordinal)))
        {
            if (node is Mapping mapping)
                node = Override.Set(mapping, path.Text[(part.Length + 1)..], values[path.Text], path.Place, bag);
        }

        return node;
    }

    /// <summary>The values that are meant for cores and kernels.</summary>
    public static ProfileSettings Settings(IReadOnlyDictionary<string, Node> values, IEnumerable<Scalar> paths, DiagnosticBag bag)
    {
        var settings = new ProfileSettings();
        foreach (var path in paths)
            settings.Add(path, values[path.Text], bag);
        return settings;
    }

    /// <summary>The value of <paramref name="name"/>; null where the sweep does not vary it.</summary>
    public static Node? Find(IReadOnlyDictionary<string, Node> values, IEnumerable<Scalar> paths, string name) =>
        paths.Any(path => path.Text == name) ? values[name] : null;

    /// <summary>The value as results have it.</summary>
    public static SweptValue Describe(Scalar path, Node value)
    {
        var text = value is Scalar scalar ? scalar.Text : Quoted.Text(value);
        if (!Quantity.TryParse(text, out var quantity))
            return new(path.Text, text, null, "");
        var (kind, key) = path.Text.Split('.', 2) is [var root, var rest] ? (root, rest) : ("", path.Text);
        IReadOnlyList<ProfileKey> keys = kind == ProfileKind.Core.Name ? CoreKeys.All : kind == ProfileKind.Kernel.Name ? KernelKeys.All : [];
        if (keys.FirstOrDefault(known => known.Path == key)?.Form is MeasuredForm form && form.Units.TryGetValue(quantity.Unit, out var factor))
            return new(path.Text, text, (double)(quantity.Number * factor), form.Units.First(unit => unit.Value == 1).Key);
        return quantity.Unit.Length == 0 ? new(path.Text, text, (double)quantity.Number, "") : new(path.Text, text, null, "");
    }
}
