namespace Sim.Core.Probes.Measured;

/// <summary>How far the predictions of several figures are off.</summary>
/// <param name="Figures">Figures that were measured.</param>
/// <param name="Compared">How many of them Sim predicts.</param>
/// <param name="MedianPercent">Half of the predictions are off by no more than this, in percent; NaN if there is none.</param>
/// <param name="NinetiethPercent">Nine of ten predictions are off by no more than this, in percent; NaN if there is none.</param>
/// <param name="Worst">The prediction that is off the most; null if there is none.</param>
public sealed record ErrorSummary(int Figures, int Compared, double MedianPercent, double NinetiethPercent, ComparedFigure? Worst)
{
    /// <summary>Sums up <paramref name="figures"/>.</summary>
    public static ErrorSummary Of(IReadOnlyCollection<ComparedFigure> figures)
    {
        var ranked = figures.Where(figure => figure.Predicted is not null).OrderBy(Size).ToList();
        return new(figures.Count, ranked.Count, Rank(ranked, 0.5), Rank(ranked, 0.9), ranked.Count > 0 ? ranked[^1] : null);
    }

    /// <summary>An error without its sign, in percent; 0 if there is no prediction.</summary>
    public static double Size(ComparedFigure figure) => Math.Abs(figure.ErrorPercent ?? 0);

    // Nearest rank: an error that a figure has.
    static double Rank(List<ComparedFigure> ranked, double share) =>
        ranked.Count == 0 ? double.NaN : Size(ranked[(int)Math.Ceiling(share * ranked.Count) - 1]);
}
