using Sim.Reports.Results;

namespace Sim.Reports.Comparing;

/// <summary>How far a value may be from the baseline's, in percent of the baseline's.</summary>
/// <remarks>Instructions are counted, so they are exact unless their column is named. How the simulator got to its figures counts only where all is exact.</remarks>
/// <param name="Percent">For every number whose column is not named; 0 or more, 0 for exact.</param>
/// <param name="Named">By name of column.</param>
public sealed record Tolerance(double Percent, IReadOnlyDictionary<string, double> Named)
{
    const string Counted = "instructions";

    /// <summary>No value may differ.</summary>
    public static Tolerance Exact { get; } = new(0, new Dictionary<string, double>());

    /// <summary>That of a column in percent; null for one that does not count.</summary>
    public double? Of(ResultColumn column) => Named.TryGetValue(column.Name, out var percent) ? percent
        : Percent == 0 || column.Unit == Counted ? 0
        : column.Role == ColumnRole.Effort ? null : Percent;

    /// <summary>True if <paramref name="now"/> counts as <paramref name="before"/>; a change by exactly <paramref name="percent"/> does.</summary>
    public static bool Allows(Figure before, Figure now, double percent) => before == now
        || (percent > 0 && before.Number is { } one && now.Number is { } other && IsWithin(one, other, percent));

    // In decimal digits where they do, as people write them: 70.7 is within 1 % of 70.
    static bool IsWithin(double before, double now, double percent) => IsDecimal(before) && IsDecimal(now) && IsDecimal(percent)
        ? Math.Abs((decimal)now - (decimal)before) * 100 <= Math.Abs((decimal)before) * (decimal)percent
        : Math.Abs(now - before) * 100 <= Math.Abs(before) * percent;

    static bool IsDecimal(double number) => number == 0 || Math.Abs(number) is > 1e-10 and < 1e12;
}
