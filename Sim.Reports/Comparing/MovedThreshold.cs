namespace Sim.Reports.Comparing;

/// <summary>A search that finds something else than in the baseline.</summary>
/// <param name="Sought">Where, and what is sought.</param>
/// <param name="Before">What it found.</param>
/// <param name="Now">What it finds; none if nobody seeks it any more.</param>
public sealed record MovedThreshold(string Sought, Figure Before, Figure Now)
{
    /// <summary>All between two results.</summary>
    /// <param name="before">The baseline's.</param>
    /// <param name="now">The current ones.</param>
    /// <param name="tolerancePercent">Largest change that does not count.</param>
    public static IReadOnlyList<MovedThreshold> Between(ComparedResults before, ComparedResults now, double tolerancePercent) => before.IsCsv || now.IsCsv ? [] :
    [
        .. from found in before.Found
           let value = now.Found.GetValueOrDefault(found.Key, Figure.None)
           where !Tolerance.Allows(found.Value, value, tolerancePercent)
           select new MovedThreshold(found.Key, found.Value, value),
    ];

    /// <summary>What it finds now, in words.</summary>
    public string Finds => Now.IsNone ? "not sought" : Now.ToString();

    /// <summary>In a clause.</summary>
    public override string ToString() => $"{Sought}: {Before}, now {Finds}";
}
