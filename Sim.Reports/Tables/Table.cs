using Sim.Reports.Cells;

namespace Sim.Reports.Tables;

/// <summary>A table for people: headings and cells as text.</summary>
/// <param name="Heading">What the rows have in common.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows, with one text per column.</param>
public sealed record Table(string Heading, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>A row for each of <paramref name="items"/>.</summary>
    public static Table Of<T>(string heading, IReadOnlyList<Column<T>> columns, IEnumerable<T> items) =>
        new(heading, [.. columns.Select(column => column.Shown)], [.. items.Select(item => (IReadOnlyList<string>)[.. columns.Select(column => column.Text(item))])]);

    /// <summary>The table without the columns that no row fills.</summary>
    public Table WithoutEmptyColumns()
    {
        var kept = Enumerable.Range(0, Columns.Count).Where(column => Rows.Any(row => IsFilled(row[column]))).ToList();
        return new(
            Heading,
            [.. kept.Select(column => Columns[column])],
            [.. Rows.Select(row => kept.Select(column => row[column]).ToList())]);
    }

    static bool IsFilled(string cell) => cell is not ("" or NumberText.Missing);
}
