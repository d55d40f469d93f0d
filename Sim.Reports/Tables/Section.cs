namespace Sim.Reports.Tables;

/// <summary>Tables of one kind, with one legend under the last.</summary>
/// <param name="Heading">What the tables show.</param>
/// <param name="Tables">The tables; together they may be empty.</param>
/// <param name="Notes">Sentences under the legend, such as sums.</param>
public sealed record Section(string Heading, IReadOnlyList<Table> Tables, IReadOnlyList<string> Notes)
{
    /// <summary>Every column with a meaning, once, in the order of first appearance.</summary>
    public IReadOnlyList<Column> Legend { get; } = [.. Tables.SelectMany(table => table.Columns).Where(column => column.Meaning.Length > 0).DistinctBy(column => column.Heading)];
}
