namespace Sim.Core.Probes.Measured;

/// <summary>A measured figure beside what a simulated core shows.</summary>
/// <param name="Figure">The figure that was measured.</param>
/// <param name="Predicted">The same on the simulated core. Null if Sim does not run the case.</param>
/// <param name="NotRun">Why Sim does not run the case; empty if it does.</param>
public sealed record ComparedFigure(MeasuredFigure Figure, double? Predicted, string NotRun)
{
    /// <summary>Predicted less measured, in percent of measured. Null if there is no prediction.</summary>
    public double? ErrorPercent => (Predicted - Figure.Value) / Figure.Value * 100;
}
