using CsvHelper;
using Sim.Core.Runs;
using Sim.Reports.Results;

namespace Sim.Reports.Comparing;

/// <summary>Reads results.csv, and refuses one that lost a part.</summary>
static class CsvResults
{
    static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        TrackLineNumbers = true,
        PoolStrings = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    static readonly IReadOnlyList<string> Needed =
    [
        "scenario", "cell", .. Dimension.All.Where(dimension => dimension is { HasColumn: true, Plain: null }).Select(dimension => dimension.Name), "status",
    ];

    /// <exception cref="ComparisonException">It is no results.csv, or not the whole of one.</exception>
    public static ComparedResults Read(string path)
    {
        var text = File.ReadAllText(path);
        try
        {
            using var csv = CsvReader.FromText(text, Options);
            IReadOnlyList<string> header = [.. csv.Headers];
            if (Needed.Except(header).ToList() is { Count: > 0 } missing)
                throw new ComparisonException($"{path} has no results: there is no column {string.Join(", ", missing)}");
            if (!header.Contains(ResultColumns.CellsName))
                throw new ComparisonException($"{path} may not be whole: there is no column {ResultColumns.CellsName}, which says how many it should have; make it again, or give results.json");
            if (text[^1] != '\n')
                throw new ComparisonException($"{path} is not whole: its last line does not end");
            var columns = new ColumnSet();
            foreach (var name in header)
                columns.Add(KnownColumns.Named(name));
            List<ComparedCell> cells = [];
            while (csv.Read())
                cells.Add(new(columns, [.. columns.All.Select((column, place) => column.Role is ColumnRole.Figure or ColumnRole.Effort ? Figure.Of(csv.GetString(place)) : Figure.OfWords(csv.GetString(place)))]));
            foreach (var scenario in cells.GroupBy(cell => (cell.Scenario, Cells: cell.Text(ResultColumns.CellsName))))
            {
                if (FormattableString.Invariant($"{scenario.Count()}") != scenario.Key.Cells)
                    throw new ComparisonException(FormattableString.Invariant($"{path} is not whole: it has {scenario.Count()} of {scenario.Key.Cells} cells of {scenario.Key.Scenario}"));
            }

            return new() { Path = path, IsCsv = true, Columns = columns, Cells = cells };
        }
        catch (CsvFormatException exception)
        {
            throw new ComparisonException(FormattableString.Invariant($"{path}:{exception.LineNumber} is not whole: {exception.Message.ReplaceLineEndings(" ")}"), exception);
        }
    }
}
