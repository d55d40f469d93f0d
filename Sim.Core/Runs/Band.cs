namespace Sim.Core.Runs;

/// <summary>What a figure of a cell may be if guesses are other than declared.</summary>
/// <param name="P5">Figure that 5 % of the samples are below.</param>
/// <param name="P50">Median of the samples.</param>
/// <param name="P95">Figure that 5 % of the samples are above.</param>
/// <param name="Low">Lowest figure of all samples and of every guess alone at an end of its range.</param>
/// <param name="High">Highest of the same.</param>
public sealed record Band(double P5, double P50, double P95, double Low, double High);

/// <summary>How uncertain a cell is.</summary>
/// <param name="Samples">Combinations of guesses that the percentiles are of.</param>
/// <param name="PerCallNs">Time per call.</param>
/// <param name="OverheadNs">Time per call above that of the same cell with no tracer registered.</param>
/// <param name="Influences">Guesses that change time per call when they alone are at an end of their range, strongest first.</param>
public sealed record CellUncertainty(int Samples, Band PerCallNs, Band OverheadNs, IReadOnlyList<Influence> Influences);

/// <summary>How much a figure depends on a guess.</summary>
/// <param name="Key">Path of the guess in the core's file, or the name of what the layout leaves open.</param>
/// <param name="RankCorrelation">Spearman's, of the guess and the figure over all samples; -1 to 1.</param>
public sealed record Influence(string Key, double RankCorrelation);
