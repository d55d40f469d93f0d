namespace Sim.Scenarios.Checks;

/// <summary>Where a figure may be.</summary>
/// <param name="AtLeast">The lowest it may be. Null for no limit.</param>
/// <param name="AtMost">The highest it may be. Null for no limit.</param>
/// <param name="Unit">Unit of both; empty for a plain number.</param>
public sealed record Bounds(double? AtLeast, double? AtMost, string Unit)
{
    /// <summary>True if <paramref name="value"/> keeps both; a figure that is missing keeps none.</summary>
    public bool Hold(double? value) => value is { } number && !(number < AtLeast) && !(number > AtMost);

    /// <summary><c>at most 3 ns</c>, <c>at least 2</c>, <c>between 1 ns and 3 ns</c>.</summary>
    public override string ToString() => (AtLeast, AtMost) switch
    {
        ({ } low, { } high) => $"between {FigureText.Of(low, Unit)} and {FigureText.Of(high, Unit)}",
        ({ } low, null) => $"at least {FigureText.Of(low, Unit)}",
        (_, var high) => $"at most {FigureText.Of(high ?? double.PositiveInfinity, Unit)}",
    };
}
