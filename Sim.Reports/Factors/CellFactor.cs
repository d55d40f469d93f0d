namespace Sim.Reports.Factors;

/// <summary>A factor with the values that occur, and which cell has which.</summary>
/// <param name="Factor">The factor.</param>
/// <param name="Values">Numbers in ascending order; words each where a cell first has it.</param>
/// <param name="Codes">Index of the value of each cell of the table.</param>
public sealed record CellFactor(Factor Factor, IReadOnlyList<FactorValue> Values, IReadOnlyList<int> Codes)
{
    /// <summary>True if every value is a number.</summary>
    public bool IsNumeric { get; } = Values.All(value => value.Number is not null);

    /// <summary>Title with the unit in parentheses.</summary>
    public string TitleWithUnit => Factor.Unit.Length == 0 ? Factor.Title : $"{Factor.Title} ({Factor.Unit})";
}

/// <summary>A value of a factor.</summary>
/// <param name="Text">The value alone.</param>
/// <param name="Label">The value in a label; empty where it goes without saying.</param>
/// <param name="Number">The value in the factor's unit. Null for words.</param>
public sealed record FactorValue(string Text, string Label, double? Number);
