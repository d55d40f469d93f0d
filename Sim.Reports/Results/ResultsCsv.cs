using System.Globalization;
using CsvHelper;
using Sim.Core.Runs;

namespace Sim.Reports.Results;

/// <summary>results.csv: one row per cell, in plan order, those without numbers included.</summary>
public static class ResultsCsv
{
    /// <summary>The whole file, with its heading.</summary>
    public static string Write(IReadOnlyList<CellResult> cells)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Write(cells, text);
        return text.ToString();
    }

    /// <summary>The same into a file.</summary>
    public static void Write(IReadOnlyList<CellResult> cells, Stream file)
    {
        using var text = new StreamWriter(file, leaveOpen: true);
        Write(cells, text);
    }

    /// <summary>The same, row by row.</summary>
    public static void Write(IReadOnlyList<CellResult> cells, TextWriter output)
    {
        var columns = ResultColumns.Of(cells);
        CsvText.Write(output, csv =>
        {
            WriteHeading(csv, columns);
            foreach (var cell in cells)
                WriteRow(csv, columns, cell);
        });
    }

    internal static void WriteHeading(CsvWriter csv, IReadOnlyList<ResultColumn> columns) => csv.WriteHeader([.. columns.Select(column => column.Name)]);

    internal static void WriteRow(CsvWriter csv, IReadOnlyList<ResultColumn> columns, CellResult cell)
    {
        foreach (var column in columns)
        {
            if (column.Number is { } number)
                csv.WriteNumber(number(cell));
            else
                csv.WriteField(column.Text!(cell));
        }

        csv.EndRecord();
    }
}
