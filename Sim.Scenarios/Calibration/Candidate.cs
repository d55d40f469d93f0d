namespace Sim.Scenarios.Calibration;

/// <summary>Values that were tried.</summary>
/// <param name="Values">A value per parameter, in cycles.</param>
/// <param name="Errors">Relative error of each figure. Null where the values do not fit each other.</param>
/// <param name="Distance">How far the values are from the declared ones, in parts of their ranges.</param>
sealed record Candidate(int[] Values, double[]? Errors, double Distance)
{
    /// <summary>Sum of squares of the errors, without that of figure <paramref name="left"/>.</summary>
    public double Cost(int? left)
    {
        if (Errors is null)
            return double.PositiveInfinity;
        var sum = 0.0;
        for (var figure = 0; figure < Errors.Length; figure++)
            sum += figure == left ? 0 : Errors[figure] * Errors[figure];
        return sum;
    }
}
