using Sim.Core.Diagnostics;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>A value given for one run instead of a profile's own: by <c>--set core.PATH=VALUE</c>, or by a sweep.</summary>
/// <param name="Path">The path in the profile, where it is written.</param>
/// <param name="Value">The value alone, or with where it comes from.</param>
sealed record Setting(Scalar Path, Node Value)
{
    /// <summary>Why a profile has the value.</summary>
    public const string Reason = "given for this run";

    /// <summary>True if it changes what a kernel's <c>.config</c> speaks of: the config then no longer describes the build.</summary>
    public bool ChangesBuild => Path.Text is "version" or "compiler" || Path.Text.StartsWith("options.", StringComparison.Ordinal);

    /// <summary>True if a profile of <paramref name="kind"/> has such a value; a diagnostic otherwise.</summary>
    public bool IsKnown(ProfileKind kind, DiagnosticBag bag)
    {
        if (kind.Keys.Any(key => key.Path == Path.Text))
            return true;
        var below = kind.Keys.Where(key => key.Path.StartsWith(Path.Text + ".", StringComparison.Ordinal)).Select(key => key.Path).ToList();
        var message = below.Count > 0 ? $"{Quoted.Text(Path)} holds several values of a {kind.Name}" : $"a {kind.Name} has no value {Quoted.Text(Path)}";
        var hint = below.Count > 0 ? $"Name one of them: {string.Join(", ", below)}." : NearestHint(kind);
        Path.Place.Report(bag, Code.UnknownKey, message, hint);
        return false;
    }

    /// <summary><paramref name="values"/> with this value in place.</summary>
    public Mapping ApplyTo(Mapping values) => Set(values, Path.Text.Split('.'));

    Mapping Set(Mapping group, ReadOnlySpan<string> path)
    {
        Node below = path.Length == 1 ? Leaf() : Set(group.Find(path[0]) as Mapping ?? new Mapping(Value.Place, []), path[1..]);
        return group.With(new Entry(Path with { Text = path[0] }, below));
    }

    Node Leaf() => Value is Mapping
        ? Value
        : new Mapping(Value.Place, [new(Path with { Text = "value" }, Value), new(Path with { Text = "guess" }, new Scalar(Value.Place, Reason))]);

    // A whole path, or its last word: --set core.rob.
    string NearestHint(ProfileKind kind)
    {
        var last = Path.Text[(Path.Text.LastIndexOf('.') + 1)..];
        var named = kind.Keys.Where(key => key.Path.EndsWith("." + last, StringComparison.Ordinal)).Select(key => key.Path).ToList();
        if (named.Count > 0)
            return $"did you mean {string.Join(" or ", named.Select(path => $"'{path}'"))}?";
        return NearestName.Find(Path.Text, kind.Keys.Select(key => key.Path)) is { } near
            ? $"did you mean '{near}'? scenarios/{kind.Name}s/README.md lists all."
            : $"scenarios/{kind.Name}s/README.md lists all, and so does 'sim schema {kind.Name}'.";
    }
}
