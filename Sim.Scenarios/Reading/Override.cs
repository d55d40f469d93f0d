using Sim.Core.Diagnostics;

namespace Sim.Scenarios.Reading;

/// <summary>Values from the command line that replace those of a scenario file: <c>--set workload.calls=1000</c>.</summary>
static class Override
{
    const string File = "--set";
    const int MaxDepth = 8;

    // Either of a pair replaces the other, which the file may have.
    static readonly Dictionary<string, string> Alternatives = new()
    {
        ["core"] = "cores",
        ["cores"] = "core",
        ["kernel"] = "kernels",
        ["kernels"] = "kernel",
        ["strategy"] = "strategies",
        ["strategies"] = "strategy",
    };

    // What a file is, and not what it says.
    static readonly string[] Fixed = ["schema", "name"];

    /// <summary>Where the path that <paramref name="node"/> holds starts: in a file from its <paramref name="folder"/>, on the command line from the current one.</summary>
    public static string FolderOf(Node node, string folder) => node.Place.At.File == File ? "" : folder;

    /// <summary><paramref name="root"/> with <paramref name="overrides"/> in place. Unknown keys show when the result is read.</summary>
    /// <param name="root">The scenario.</param>
    /// <param name="overrides"><c>key=value</c>, later ones win.</param>
    /// <param name="takes">True for one that is not about the scenario itself: it is taken elsewhere.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public static Mapping Apply(Mapping root, IReadOnlyList<string> overrides, Func<Scalar, Node, bool> takes, DiagnosticBag bag)
    {
        for (var index = 0; index < overrides.Count; index++)
        {
            var text = overrides[index];
            var equals = text.IndexOf('=');
            var key = equals < 0 ? text : text[..equals];
            var parts = key.Split('.');
            var whole = new TextFile(File, "") { Lines = overrides }.Span(index + 1, 1, Math.Max(1, key.Length));
            if (equals <= 0 || parts.Contains("") || parts.Length > MaxDepth)
                whole.Report(bag, Code.Override, $"{Quoted.Text(text)} is not of the form key=value", "Write workload.calls=1000.");
            else if (Fixed.Contains(key))
                whole.Report(bag, Code.Override, $"{key} cannot be set: it says what the file is", "Copy the file to give it another name.");
            else if (Value(overrides, index, equals + 1, bag) is not { } value)
                continue;
            else if (!takes(new Scalar(whole, key), value))
                root = Set(Alternatives.TryGetValue(key, out var other) ? root.Without(other) : root, key, value, whole, bag);
        }

        return root;
    }

    // The value is parsed at its place in a text of blanks, so that diagnostics point into the option as it was typed.
    static Node? Value(IReadOnlyList<string> overrides, int index, int start, DiagnosticBag bag)
    {
        var value = overrides[index][start..];
        var text = new string('\n', index) + new string(' ', start) + value;
        var file = new TextFile(File, text) { Lines = overrides };
        return string.IsNullOrWhiteSpace(value) ? new Scalar(file.Span(index + 1, start, 1), "") : YamlTree.Read(file, bag);
    }

    /// <summary><paramref name="mapping"/> with <paramref name="value"/> at a dotted path.</summary>
    public static Mapping Set(Mapping mapping, string path, Node value, Place place, DiagnosticBag bag)
    {
        var (key, below) = path.Split('.', 2) is [var first, var rest] ? (first, rest) : (path, null);
        if (below is null)
            return mapping.With(new Entry(new Scalar(place, key), value));

        var node = mapping.Find(key) ?? new Mapping(place, []);
        if (node is Mapping group)
            return mapping.With(new Entry(new Scalar(place, key), Set(group, below, value, place, bag)));
        place.Report(bag, Code.Override, $"{Quoted.Text(key)} is {Quoted.Text(node)}: it has no key {Quoted.Text(below)}");
        return mapping;
    }
}
