using Sim.Core.Machine;

namespace Sim.Core.Probes.Measured;

/// <summary>A core's measured figures beside what the simulated core shows.</summary>
/// <param name="Core">The simulated core.</param>
/// <param name="Figures">Every measured figure, in the order of the file.</param>
public sealed record CaseComparison(CoreProfile Core, IReadOnlyList<ComparedFigure> Figures)
{
    /// <summary>How far all predictions are off.</summary>
    public ErrorSummary Total { get; } = ErrorSummary.Of(Figures);

    /// <summary>The same of the figures that no value was set from.</summary>
    public ErrorSummary Validation { get; } = ErrorSummary.Of([.. Figures.Where(figure => !figure.Figure.IsCalibration)]);

    /// <summary>The same of those that values were set from.</summary>
    public ErrorSummary Calibration { get; } = ErrorSummary.Of([.. Figures.Where(figure => figure.Figure.IsCalibration)]);

    /// <summary>The same for each section, in the order of the file.</summary>
    public IReadOnlyList<(string Section, ErrorSummary Errors)> Sections { get; } =
        [.. Figures.GroupBy(figure => figure.Figure.Section).Select(section => (section.Key, ErrorSummary.Of([.. section])))];

    /// <summary>
    /// Errors by section, of all figures, and of those of each role where values were set from some: what a value was set from cannot check it.
    /// </summary>
    public IReadOnlyList<(string Name, ErrorSummary Errors)> Sums =>
        [.. Sections, ("all", Total), .. Calibration.Figures == 0 ? [] : ((string, ErrorSummary)[])[("calibration", Calibration), ("validation", Validation)]];

    /// <summary>Half of the predictions that check the core are off by more than <paramref name="tolerancePercent"/>.</summary>
    public bool IsTooFarOff(double tolerancePercent) => Validation.MedianPercent > tolerancePercent;

    /// <summary>Runs every case of <paramref name="figures"/> on <paramref name="core"/>.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two cases.</exception>
    public static CaseComparison Run(CoreProfile core, IEnumerable<MeasuredFigure> figures, CancellationToken cancel = default)
    {
        List<ComparedFigure> compared = [];
        foreach (var figure in figures)
        {
            cancel.ThrowIfCancellationRequested();
            compared.Add(Compare(core, figure));
        }

        return new(core, compared);
    }

    static ComparedFigure Compare(CoreProfile core, MeasuredFigure figure) => figure.Case.WhyNotRun(figure.Kind) is { } reason
        ? new(figure, null, reason)
        : new(figure, CaseBench.Run(core, figure.Case.LoopOf(figure.Kind)!, figure.Kind), "");
}
