using System.Numerics;
using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>Reads the values of a profile, as its kind describes them.</summary>
/// <param name="kind">Core or kernel.</param>
/// <param name="name">Its name in messages.</param>
/// <param name="root">The whole profile.</param>
/// <param name="inherits">True if it builds on another one.</param>
/// <param name="replaced">Other numbers for some of the values, in base units.</param>
/// <param name="bag">Receives the mistakes.</param>
sealed class ProfileValues(
    ProfileKind kind, string name, Mapping root, bool inherits, IReadOnlyDictionary<string, double> replaced, DiagnosticBag bag)
{
    // With more than these missing, a file was meant to build on another.
    const int MostMissing = 3;

    readonly Dictionary<string, object?> _read = [];
    readonly List<ProfileKey> _missing = [];
    readonly ValueReader _values = new(bag);
    readonly string _what = $"{kind.Name} '{name}'";
    readonly ProfileLeaf _leaf = new(kind, bag);

    /// <summary>Source or guess of each value read so far.</summary>
    public IReadOnlyList<Provenance> Provenance => [.. _leaf.Provenance.Select(value => value with { IsInherited = Rank(value.Key) == 0 })];

    /// <summary>Values of all record members. After a mistake a value is 0 or empty: what was read counts only if the bag stays empty.</summary>
    public Dictionary<string, object?> Members()
    {
        var members = new Dictionary<string, object?>(kind.Constants) { ["Name"] = name };
        foreach (var key in kind.Keys.Where(key => key.Group is null || Find(key.Group) is not null))
        {
            var value = key.Default is { } none && Find(key.Path) is null ? none : key.Convert(Read(key));
            members[key.Member] = value;
            if (key.Also is not null)
                members[key.Also] = value;
        }

        ReportMissing();
        RejectUnknown(root, "");
        return members;
    }

    /// <summary>What was read at <paramref name="path"/>, in base units; 0 where nothing was.</summary>
    public double Number(string path) => _read.GetValueOrDefault(path) is { } value and (long or double) ? Convert.ToDouble(value, null) : 0;

    /// <summary>Reports unless <paramref name="holds"/> that the value of <paramref name="path"/> <paramref name="must"/>.</summary>
    public void Require(bool holds, string path, string must)
    {
        if (!holds)
            PlaceOf(path).Report(bag, Code.Inconsistent, $"{path} {must}");
    }

    /// <summary>Reports that two values do not go together, at the one that is the file's own if the other is inherited.</summary>
    /// <param name="path">One of them.</param>
    /// <param name="other">The other.</param>
    /// <param name="must">What one must be to the other, with <c>{0}</c> in its place.</param>
    public void ReportPair(string path, string other, string must) => ReportPair(path, must, other, must);

    /// <summary>The same where each must be something else to the other.</summary>
    public void ReportPair(string path, string must, string other, string otherMust)
    {
        if (Rank(other) > Rank(path))
            (path, must, other) = (other, otherMust, path);
        var (own, rest) = (path, other);
        var hint = Rank(rest) > 0 || PlaceOf(rest).At.File == PlaceOf(own).At.File ? null : $"{rest} is inherited: {PlaceOf(rest).At}. Give it here, too.";
        PlaceOf(own).Report(bag, Code.Inconsistent, $"{own} {must.Replace("{0}", rest, StringComparison.Ordinal)}", hint);
    }

    /// <summary>Reports unless <paramref name="entries"/> in <paramref name="ways"/> make a power of two sets.</summary>
    public void RequireSets(string path, long entries, int ways)
    {
        if (ways > 0 && entries > 0)
            Require(entries % ways == 0 && BitOperations.IsPow2(entries / ways), path, "must make a power of two sets of the ways");
    }

    object? Read(ProfileKey key)
    {
        if (Find(key.Path) is not { } found)
        {
            _missing.Add(key);
            return null;
        }

        if (_leaf.ValueOf(found, key) is not { } node || key.Form.Read(node, key.Path, _values) is not { } value)
            return null;
        if (value is long or double)
        {
            _leaf.ReadRange((Mapping)found, key, Convert.ToDouble(value, null), bound => key.Form.Read(bound, key.Path, _values) is { } number ? Convert.ToDouble(number, null) : null);
            if (replaced.TryGetValue(key.Path, out var other))
                value = value is long ? (long)other : other;
        }

        return _read[key.Path] = value;
    }

    void ReportMissing()
    {
        var hint = inherits ? null : $"Write inherits: {kind.Example}, or another {kind.Name} from 'sim list {kind.Name}s', and give only what differs.";
        if (_missing.Count <= MostMissing)
        {
            foreach (var key in _missing)
                root.Place.Report(bag, Code.MissingKey, $"{_what} has no key '{key.Path}'", $"It is this: {key.Sentence}{(hint is null ? "" : " " + hint)}");
            return;
        }

        var named = string.Join(", ", _missing.Take(MostMissing).Select(key => $"'{key.Path}'"));
        root.Place.Report(bag, Code.MissingKey, $"{_what} lacks {_missing.Count} keys: {named} and {_missing.Count - MostMissing} more", hint);
    }

    // What is given for this run is wrong before what is in the file, and that before what it inherits.
    int Rank(string path) => (Find(path) as Mapping)?.Find("guess") is Scalar { Text: Setting.Reason } ? 2 : PlaceOf(path).At.File == root.Place.At.File ? 1 : 0;

    Place PlaceOf(string path) => ((Find(path) as Mapping)?.Find("value") ?? root).Place;

    Node? Find(string path)
    {
        Node? node = root;
        foreach (var key in path.Split('.'))
            node = (node as Mapping)?.Find(key);
        return node;
    }

    void RejectUnknown(Mapping group, string prefix)
    {
        var below = kind.Keys.Where(key => key.Path.StartsWith(prefix, StringComparison.Ordinal)).Select(key => key.Path[prefix.Length..]).ToList();
        var known = below.Select(path => path.Split('.')[0]).Distinct().ToList();
        foreach (var (key, value) in group.Entries)
        {
            var path = prefix + key.Text;
            if (!known.Contains(key.Text))
                key.Place.Report(bag, Code.UnknownKey, $"{_what} has an unknown key {Quoted.Text(path)}", NearestName.Hint(key.Text, known));
            else if (!below.Contains(key.Text) && value is Mapping lower)
                RejectUnknown(lower, path + ".");
            else if (!below.Contains(key.Text))
                value.Place.Report(bag, Code.WrongType, $"{path} must be a mapping of keys to values, not {Quoted.Text(value)}");
        }
    }
}
