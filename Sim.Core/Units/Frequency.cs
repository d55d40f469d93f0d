namespace Sim.Core.Units;

/// <summary>A clock rate: the only way from core cycles to seconds.</summary>
/// <param name="Hertz">Cycles per second, 1 to 100,000,000,000.</param>
public readonly record struct Frequency(long Hertz)
{
    /// <summary>The time that <paramref name="cycles"/> take, in nanoseconds.</summary>
    public double ToNanoseconds(double cycles) => cycles * 1e9 / Hertz;

    /// <summary>The clock in gigahertz, as data sheets print it.</summary>
    public override string ToString() => FormattableString.Invariant($"{Hertz / 1e9:0.###} GHz");
}
