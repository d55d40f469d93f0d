namespace Sim.Core.Units;

/// <summary>Simulated time between events, in whole picoseconds: what clocks of different frequencies have in common.</summary>
/// <param name="Count">How many, 0 or more.</param>
/// <remarks>Becomes cycles of a core, and comes from them, only through its <see cref="Frequency"/>.</remarks>
public readonly record struct Picoseconds(long Count) : IComparable<Picoseconds>
{
    static readonly (long Picoseconds, string Name)[] Units = [(1_000_000_000_000, "s"), (1_000_000_000, "ms"), (1_000_000, "us"), (1000, "ns"), (1, "ps")];

    /// <summary>Later than every time.</summary>
    public static Picoseconds Never { get; } = new(long.MaxValue);

    public static Picoseconds operator +(Picoseconds left, Picoseconds right) => new(left.Count + right.Count);

    public static bool operator <(Picoseconds left, Picoseconds right) => left.Count < right.Count;

    public static bool operator >(Picoseconds left, Picoseconds right) => left.Count > right.Count;

    public static bool operator <=(Picoseconds left, Picoseconds right) => left.Count <= right.Count;

    public static bool operator >=(Picoseconds left, Picoseconds right) => left.Count >= right.Count;

    /// <summary>The later of two times.</summary>
    public static Picoseconds Later(Picoseconds left, Picoseconds right) => left > right ? left : right;

    public int CompareTo(Picoseconds other) => Count.CompareTo(other.Count);

    /// <summary>The time in the largest unit that divides it: <c>4 ms</c>.</summary>
    public override string ToString()
    {
        var count = Count;
        var unit = Units.First(unit => count % unit.Picoseconds == 0 && (count > 0 || unit.Name == "s"));
        return FormattableString.Invariant($"{count / unit.Picoseconds} {unit.Name}");
    }
}
