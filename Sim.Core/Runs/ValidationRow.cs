namespace Sim.Core.Runs;

/// <summary>One measured figure beside its prediction.</summary>
/// <param name="Measurement">The figure that was measured.</param>
/// <param name="Predicted">The figure that Sim predicts, in the metric's unit. Null where Sim does not predict it.</param>
/// <param name="Reason">Why there is no prediction. Null where there is one.</param>
public sealed record ValidationRow(Measurement Measurement, double? Predicted, string? Reason)
{
    /// <summary>Prediction minus measurement, in percent of the measurement. Null where either is missing or the measurement is 0.</summary>
    public double? ErrorPercent =>
        Predicted is { } predicted && Measurement.Value != 0 ? (predicted - Measurement.Value) / Measurement.Value * 100 : null;

    /// <summary>True for a validation row whose prediction is missing or off by more than its tolerance.</summary>
    public bool Fails =>
        Measurement.Role == MeasurementRole.Validation
        && !(ErrorPercent is { } error && Math.Abs(error) <= (Measurement.TolerancePercent ?? double.PositiveInfinity));
}
