namespace Sim.Core.Units;

/// <summary>Simulated time between events: whole picoseconds.</summary>
public static class Picoseconds
{
    static readonly (long Picoseconds, string Name)[] Units = [(1_000_000_000_000, "s"), (1_000_000_000, "ms"), (1_000_000, "us"), (1000, "ns"), (1, "ps")];

    /// <summary>A time of 0 or more in the largest unit that divides it: <c>4 ms</c>.</summary>
    public static string Text(long picoseconds)
    {
        var unit = Units.First(unit => picoseconds % unit.Picoseconds == 0 && (picoseconds > 0 || unit.Name == "s"));
        return FormattableString.Invariant($"{picoseconds / unit.Picoseconds} {unit.Name}");
    }
}
