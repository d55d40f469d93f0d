namespace Sim.Core.Units;

/// <summary>A clock rate: the only way from core cycles to seconds.</summary>
/// <param name="Hertz">Cycles per second, 1 to 100,000,000,000.</param>
public readonly record struct Frequency(long Hertz)
{
    const long PicosecondsPerSecond = 1_000_000_000_000;

    /// <summary>The time that <paramref name="cycles"/> take, in nanoseconds.</summary>
    public double ToNanoseconds(double cycles) => cycles * 1e9 / Hertz;

    /// <summary>The time at which <paramref name="cycles"/> are over, in whole picoseconds, rounded down; they may be 0 or more.</summary>
    public Picoseconds ToPicoseconds(Cycles cycles) => new((long)((Int128)cycles.Count * PicosecondsPerSecond / Hertz));

    /// <summary>The first cycle that is not before <paramref name="time"/>.</summary>
    public Cycles CycleAt(Picoseconds time) =>
        new((long)((((Int128)time.Count * Hertz) + PicosecondsPerSecond - 1) / PicosecondsPerSecond));

    /// <summary>The clock in gigahertz, as data sheets print it.</summary>
    public override string ToString() => FormattableString.Invariant($"{Hertz / 1e9:0.###} GHz");
}
