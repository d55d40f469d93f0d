using System.Globalization;
using CsvHelper;
using Sim.Reports.Cells;

namespace Sim.Tests.House;

/// <summary>A table of one column of a CSV file, for documents: <c>overhead_ns by core strategy tracer</c> has a row per core.</summary>
static class PivotTable
{
    /// <summary>The table in Markdown; records without a value, or with 0, as untraced ones, are left out.</summary>
    /// <param name="text">CSV with a header.</param>
    /// <param name="what">The column of values, <c>by</c>, the column of rows, and those of columns.</param>
    public static string Of(string text, string what)
    {
        var words = what.Split(' ');
        var (value, row, columns) = (words[0], words[2], words[3..]);
        var cells = new List<(string Row, string Column, double Value)>();
        using var csv = CsvReader.FromText(text);
        csv.ReadHeader();
        while (csv.Read())
        {
            if (csv.GetString(value) is var number and not (null or "" or "0"))
                cells.Add((csv.GetString(row)!, string.Join(", ", columns.Select(csv.GetString)), double.Parse(number, CultureInfo.InvariantCulture)));
        }

        var names = cells.Select(cell => cell.Column).Distinct().ToList();
        var lines = cells.GroupBy(cell => cell.Row).Select(group => Line(
            [group.Key, .. names.Select(name => NumberText.Significant(group.Single(cell => cell.Column == name).Value))]));
        return string.Join('\n', [Line([row, .. names]), $"|:--|{string.Concat(names.Select(_ => "--:|"))}", .. lines]);
    }

    static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
