using Sim.Core.Units;

namespace Sim.Core.Runs;

/// <summary>An open load: calls come from outside, by the clock, whether the core has time for them or not.</summary>
/// <param name="Kind">How the times between two of them are distributed.</param>
/// <param name="Every">Their mean, in picoseconds; 1000 or more.</param>
/// <param name="Seed">Of the times; 0 or more.</param>
public sealed record Arrivals(ArrivalKind Kind, long Every, long Seed)
{
    /// <summary>Most picoseconds over which the calls of a cell arrive, on average: a day.</summary>
    public const long MaxPicoseconds = Timeline.MaxPicoseconds;

    /// <summary>The load in a few words: <c>a call every 10 us, poisson, seed 1</c>.</summary>
    public override string ToString()
    {
        var seed = Kind == ArrivalKind.Poisson ? FormattableString.Invariant($", seed {Seed}") : "";
        return $"a call every {new Picoseconds(Every)}, {ArrivalKindNames.Of(Kind)}{seed}";
    }
}

/// <summary>Kinds of open loads.</summary>
public enum ArrivalKind
{
    /// <summary>Calls of many independent callers: times between two are exponentially distributed.</summary>
    Poisson,

    /// <summary>All times between two are the same; the first call comes after one of them.</summary>
    Fixed,
}

/// <summary>Names of <see cref="ArrivalKind"/> in scenarios and results.</summary>
public static class ArrivalKindNames
{
    /// <summary>Kinds by name.</summary>
    public static IReadOnlyDictionary<string, ArrivalKind> All { get; } = new Dictionary<string, ArrivalKind>
    {
        ["poisson"] = ArrivalKind.Poisson,
        ["fixed"] = ArrivalKind.Fixed,
    };

    public static string Of(ArrivalKind kind) => All.First(entry => entry.Value == kind).Key;
}
