namespace Sim.Scenarios.Checks;

/// <summary>How far apart figures may be that count as equal.</summary>
/// <param name="Number">The distance, 0 or more: in percent of the lower figure, or in the metric's unit.</param>
/// <param name="Unit"><c>%</c>, or the metric's unit.</param>
/// <param name="IsRelative">True for percent.</param>
public sealed record Slack(double Number, string Unit, bool IsRelative)
{
    /// <summary>True if the two are no further apart.</summary>
    public bool Allows(double one, double other) =>
        Math.Abs(one - other) <= (IsRelative ? Math.Min(Math.Abs(one), Math.Abs(other)) * Number / 100 : Number);

    /// <summary><c>within 1 %</c>.</summary>
    public override string ToString() => $"within {FigureText.Of(Number, Unit)}";
}
