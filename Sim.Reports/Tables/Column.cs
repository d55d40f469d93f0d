namespace Sim.Reports.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Heading">Name with the unit in parentheses.</param>
/// <param name="Meaning">One line for the legend under the table.</param>
/// <param name="IsText">True for words, which are left-aligned; numbers are right-aligned.</param>
public sealed record Column(string Heading, string Meaning, bool IsText = false);
