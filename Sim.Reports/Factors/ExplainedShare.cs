namespace Sim.Reports.Factors;

/// <summary>How much of the difference between cells a factor explains.</summary>
public static class ExplainedShare
{
    // Below it a time per call is nothing: no clock resolves it.
    const double Smallest = 0.01;

    /// <summary>Share of the variance of the logarithm of <paramref name="values"/> that lies between the factor's values; 0 to 1.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="values">The figure of each cell of the table. Null where it has none.</param>
    public static double Of(CellFactor factor, IReadOnlyList<double?> values)
    {
        var known = values.Index().Where(value => value.Item is not null)
            .Select(value => (Code: factor.Codes[value.Index], Log: Math.Log(Math.Max(value.Item!.Value, Smallest)))).ToList();
        if (known.Count == 0)
            return 0;
        var mean = known.Average(value => value.Log);
        var total = known.Sum(value => (value.Log - mean) * (value.Log - mean));
        var between = known.GroupBy(value => value.Code, value => value.Log).Sum(group => group.Count() * Math.Pow(group.Average() - mean, 2));
        return total > 1e-12 ? between / total : 0;
    }
}
