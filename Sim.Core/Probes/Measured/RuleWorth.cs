namespace Sim.Core.Probes.Measured;

/// <summary>What a rule of a core is worth to its measured figures.</summary>
/// <param name="Key">Path of its value in the core's file.</param>
/// <param name="None">The value without which nothing of the rule happens.</param>
/// <param name="Changed">Figures whose prediction is another without it.</param>
/// <param name="MeanPercent">Mean absolute error of these with the rule, in percent; NaN if there are none.</param>
/// <param name="MeanWithoutPercent">The same without it.</param>
/// <param name="Without">How far all predictions are off without it.</param>
public sealed record RuleWorth(string Key, string None, int Changed, double MeanPercent, double MeanWithoutPercent, ErrorSummary Without)
{
    // Predictions are of loops that begin anywhere in a cycle.
    const double Same = 1e-6;

    /// <summary>Compares predictions of the core with those of the core without the rule, both of the same figures.</summary>
    public static RuleWorth Of(string key, string none, CaseComparison with, CaseComparison without)
    {
        var changed = with.Figures.Zip(without.Figures).Where(pair => pair.First.Predicted is { } one && Math.Abs(one - pair.Second.Predicted!.Value) > Same).ToList();
        return new(
            key,
            none,
            changed.Count,
            changed.Count == 0 ? double.NaN : changed.Average(pair => ErrorSummary.Size(pair.First)),
            changed.Count == 0 ? double.NaN : changed.Average(pair => ErrorSummary.Size(pair.Second)),
            without.Total);
    }
}
