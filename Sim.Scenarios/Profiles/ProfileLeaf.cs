using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>Reads what is around a value of a profile: where it comes from, its range, and whether it may be fitted.</summary>
sealed class ProfileLeaf(ProfileKind kind, DiagnosticBag bag)
{
    // Where a value may come from; each has one.
    static readonly string[] OriginKinds = ["source", "guess", "fitted"];
    const string LeafForm = "Write { value: 4, source: key of docs/sources.md } or { value: 4, guess: why, range: [2, 8] }.";

    readonly List<Provenance> _provenance = [];
    readonly ValueReader _values = new(bag);

    /// <summary>Source or guess of each value read so far.</summary>
    public IReadOnlyList<Provenance> Provenance => _provenance;

    /// <summary>The value itself, its origin noted. Null after reporting a mistake.</summary>
    public Node? ValueOf(Node leaf, ProfileKey key)
    {
        if (leaf is not Mapping mapping)
        {
            leaf.Place.Report(bag, Code.Provenance, $"{key.Path} must say where it comes from", LeafForm);
            return null;
        }

        var fields = new Fields(mapping, key.Path, bag);
        var value = fields.Required("value");
        List<(string Kind, Node Node)> origins =
            [.. OriginKinds.Select(name => (name, Node: fields.Optional(name))).Where(origin => origin.Node is not null).Select(origin => (origin.name, origin.Node!))];
        var free = key.Form is IntegerForm or MeasuredForm && fields.Optional("range") is not null
            && fields.Optional("free") is { } node && IsFree(node, key);
        fields.RejectUnknown();
        if (origins is not [var (origin, text)])
        {
            mapping.Place.Report(bag, Code.Provenance, $"{key.Path} must have a source, a guess or what it was fitted to, and one of them only", LeafForm);
            return null;
        }

        var reason = _values.Text(text, $"{origin} of {key.Path}");
        if (value is null || reason is null)
            return null;
        _provenance.Add(new Provenance(key.Path, Written(value), Of("source"), Of("guess"), null, Of("fitted"), free));
        return value;

        string? Of(string wanted) => origin == wanted ? reason : null;
    }

    /// <summary>Notes the range of the value last asked for, if it has one.</summary>
    public void ReadRange(Mapping leaf, ProfileKey key, double value, Func<Node, double?> read)
    {
        if (leaf.Find("range") is not { } range)
            return;
        if (range is not Sequence { Items: [var first, var last] })
        {
            range.Place.Report(bag, Code.WrongType, $"range of {key.Path} must be a list of two values: lowest and highest");
        }
        else if (read(first) is { } low && read(last) is { } high)
        {
            if (low > value || value > high)
                range.Place.Report(bag, Code.Inconsistent, $"range of {key.Path} does not contain its value");
            _provenance[^1] = _provenance[^1] with { Range = (low, high), Number = value };
        }
    }

    bool IsFree(Node node, ProfileKey key)
    {
        if (_values.Truth(node, $"free of {key.Path}") != true)
            return false;
        if (!key.IsFittable)
            node.Place.Report(bag, Code.NotFittable, $"{key.Path} cannot be fitted", $"These can: {string.Join(", ", kind.Keys.Where(other => other.IsFittable).Select(other => other.Path))}.");
        return true;
    }

    static string Written(Node node) => node switch
    {
        Scalar scalar => scalar.Text,
        Sequence list => $"[{string.Join(", ", list.Items.Select(Written))}]",
        _ => "",
    };
}
