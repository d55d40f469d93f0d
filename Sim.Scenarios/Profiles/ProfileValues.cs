using System.Numerics;
using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>Reads the values of a profile by path, each with where it comes from.</summary>
/// <remarks>After a mistake a value is 0 or empty: what was read counts only if the bag stays empty.</remarks>
/// <param name="root">The whole profile.</param>
/// <param name="what">Its name in messages.</param>
/// <param name="fittable">Values that a profile of this kind may declare as free.</param>
/// <param name="replaced">Other numbers for some of the values, in base units.</param>
/// <param name="bag">Receives the mistakes.</param>
sealed class ProfileValues(
    Mapping root, string what, IReadOnlyCollection<string> fittable, IReadOnlyDictionary<string, double> replaced, DiagnosticBag bag)
{
    readonly HashSet<string> _asked = [];
    readonly List<Provenance> _provenance = [];
    readonly ValueReader _values = new(bag);

    /// <summary>Source or guess of each value read so far.</summary>
    public IReadOnlyList<Provenance> Provenance => _provenance;

    /// <summary>True if the file has anything at <paramref name="path"/>.</summary>
    public bool Has(string path) => Find(path) is not null;

    public int Integer(string path, long low, long high) =>
        (int)Numeric(path, node => _values.Integer(node, path, low, high));

    public double Measured(string path, IReadOnlyDictionary<string, decimal> units, double low, double high) =>
        Numeric(path, node => _values.Measured(node, path, units, low, high));

    public bool Truth(string path) => Leaf(path) is { } node && _values.Truth(node, path) == true;

    public ulong Address(string path) => Leaf(path) is { } node ? _values.Address(node, path) ?? 0 : 0;

    public string Text(string path) => Leaf(path) is { } node ? _values.Text(node, path) ?? "" : "";

    public IReadOnlyList<Node> Items(string path) => Leaf(path) is { } node ? _values.Items(node, path) ?? [] : [];

    /// <summary>Adds a diagnostic at the value of <paramref name="path"/>.</summary>
    public void Report(string path, string code, string message, string? hint = null) =>
        ((Find(path) as Mapping)?.Find("value") ?? root).Place.Report(bag, code, message, hint);

    /// <summary>Reports unless <paramref name="holds"/> that the value of <paramref name="path"/> <paramref name="must"/>.</summary>
    public void Require(bool holds, string path, string must)
    {
        if (!holds)
            Report(path, Code.Inconsistent, $"{path} {must}");
    }

    /// <summary>Reports unless <paramref name="entries"/> in <paramref name="ways"/> make a power of two sets.</summary>
    public void RequireSets(string path, long entries, int ways)
    {
        if (ways > 0 && entries > 0)
            Require(entries % ways == 0 && BitOperations.IsPow2(entries / ways), path, "must make a power of two sets of the ways");
    }

    /// <summary>Reports every key that was not asked for.</summary>
    public void RejectUnknown() => RejectUnknown(root, "");

    double Numeric(string path, Func<Node, double?> read)
    {
        if (Leaf(path, mayVary: true) is not { } node || read(node) is not { } value)
            return 0;
        if (((Mapping)Find(path)!).Find("range") is { } range)
            Range(path, range, value, read);
        return replaced.GetValueOrDefault(path, value);
    }

    void Range(string path, Node range, double value, Func<Node, double?> read)
    {
        if (range is not Sequence { Items: [var first, var last] })
            range.Place.Report(bag, Code.WrongType, $"range of {path} must be a list of two values: lowest and highest");
        else if (read(first) is { } low && read(last) is { } high)
        {
            if (low > value || value > high)
                range.Place.Report(bag, Code.Inconsistent, $"range of {path} does not contain its value");
            _provenance[^1] = _provenance[^1] with { Range = (low, high) };
        }
    }

    // The value node of a leaf, its origin noted.
    Node? Leaf(string path, bool mayVary = false)
    {
        _asked.Add(path);
        if (Find(path) is not { } found)
        {
            root.Place.Report(bag, Code.MissingKey, $"{what} has no key '{path}'");
            return null;
        }

        if (found is not Mapping)
        {
            found.Place.Report(bag, Code.Provenance, $"{path} must say where it comes from", LeafForm);
            return null;
        }

        var fields = new Fields((Mapping)found, path, bag);
        var value = fields.Required("value");
        List<(string Kind, Node Node)> origins =
            [.. OriginKinds.Select(kind => (kind, Node: fields.Optional(kind))).Where(origin => origin.Node is not null).Select(origin => (origin.kind, origin.Node!))];
        var free = mayVary && fields.Optional("range") is not null && fields.Optional("free") is { } node && IsFree(node, path);
        fields.RejectUnknown();
        if (origins is not [var (kind, text)])
        {
            found.Place.Report(bag, Code.Provenance, $"{path} must have a source, a guess or what it was fitted to, and one of them only", LeafForm);
            return null;
        }

        var origin = _values.Text(text, $"{kind} of {path}");
        if (value is null || origin is null)
            return null;
        _provenance.Add(new Provenance(path, Written(value), Of("source"), Of("guess"), null, Of("fitted"), free));
        return value;

        string? Of(string wanted) => kind == wanted ? origin : null;
    }

    bool IsFree(Node node, string path)
    {
        if (_values.Truth(node, $"free of {path}") != true)
            return false;
        if (!fittable.Contains(path))
            node.Place.Report(bag, Code.NotFittable, $"{path} cannot be fitted", $"These can: {string.Join(", ", fittable)}.");
        return true;
    }

    Node? Find(string path)
    {
        Node? node = root;
        foreach (var key in path.Split('.'))
            node = (node as Mapping)?.Find(key);
        return node;
    }

    void RejectUnknown(Mapping group, string prefix)
    {
        var known = _asked.Where(path => path.StartsWith(prefix, StringComparison.Ordinal))
            .Select(path => path[prefix.Length..].Split('.')[0]).Distinct().ToList();
        foreach (var (key, value) in group.Entries)
        {
            var path = prefix + key.Text;
            if (!known.Contains(key.Text))
                key.Place.Report(bag, Code.UnknownKey, $"{what} has an unknown key {Quoted.Text(path)}", NearestName.Hint(key.Text, known));
            else if (!_asked.Contains(path) && value is Mapping below)
                RejectUnknown(below, path + ".");
        }
    }

    static string Written(Node node) => node switch
    {
        Scalar scalar => scalar.Text,
        Sequence list => $"[{string.Join(", ", list.Items.Select(Written))}]",
        _ => "",
    };

    // Where a value may come from; each has one.
    static readonly string[] OriginKinds = ["source", "guess", "fitted"];

    const string LeafForm = "Write { value: 4, source: key of docs/sources.md } or { value: 4, guess: why, range: [2, 8] }.";
}
