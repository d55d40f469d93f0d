using System.Globalization;
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
            csv.WriteHeader([.. columns.Select(column => column.Name)]);
            foreach (var cell in cells)
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
        });
    }
}
