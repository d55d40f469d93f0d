using System.Text;
using CsvHelper;
using Sim.Core.Diagnostics;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Measurements;

/// <summary>Reads CSV with a header, RFC 4180 with commas, into records that know their places.</summary>
static class CsvTable
{
    /// <summary>All records, or null after reporting a header that lacks a column or has one too many.</summary>
    public static IReadOnlyList<CsvRecord>? Read(
        TextFile file, IReadOnlyList<string> required, IReadOnlyList<string> optional, DiagnosticBag bag)
    {
        try
        {
            using var reader = CsvReader.FromText(file.Text, new CsvReaderOptions
            {
                Separator = ',',
                HasHeader = false,
                TrackLineNumbers = true,
                MalformedData = CsvMalformedDataHandling.Throw,
            });
            if (!reader.Read())
            {
                var hint = $"The first line names the columns: {string.Join(",", required)}.";
                bag.Add(Code.CsvColumn, "the file is empty", new SourceSpan(file.Path), hint);
                return null;
            }

            var header = Fields(reader, file);
            return CheckHeader(header, required, optional, bag, file) ? Records(reader, file, header, bag) : null;
        }
        catch (CsvFormatException exception)
        {
            file.Line((int)exception.LineNumber).Report(bag, Code.CsvSyntax, $"not CSV: {Quoted.OneLine(exception.Message)}");
            return null;
        }
    }

    static List<CsvRecord> Records(CsvReader reader, TextFile file, List<(string Text, Place Place)> header, DiagnosticBag bag)
    {
        var records = new List<CsvRecord>();
        while (reader.Read())
        {
            var fields = Fields(reader, file);
            if (fields.Count != header.Count)
            {
                var message = $"this record has {fields.Count} fields; the header has {header.Count}";
                file.Line((int)reader.LineNumber).Report(bag, Code.CsvFieldCount, message);
                continue;
            }

            records.Add(new CsvRecord(Enumerable.Range(0, fields.Count).ToDictionary(index => header[index].Text, index => fields[index])));
        }

        return records;
    }

    static bool CheckHeader(
        List<(string Text, Place Place)> header,
        IReadOnlyList<string> required,
        IReadOnlyList<string> optional,
        DiagnosticBag bag,
        TextFile file)
    {
        var before = bag.Count;
        var known = required.Concat(optional).ToList();
        var seen = new HashSet<string>();
        foreach (var (text, place) in header)
        {
            if (!known.Contains(text))
                place.Report(bag, Code.CsvColumn, $"unknown column {Quoted.Text(text)}", NearestName.Hint(text, known));
            else if (!seen.Add(text))
                place.Report(bag, Code.CsvColumn, $"column {Quoted.Text(text)} is given twice");
        }

        var missing = required.Where(column => !seen.Contains(column)).ToList();
        if (missing.Count > 0)
            file.Span(1, 0, 0).Report(bag, Code.CsvColumn, $"missing column: {string.Join(", ", missing)}");
        return bag.Count == before;
    }

    // Columns of a record that spans lines are not known.
    static List<(string Text, Place Place)> Fields(CsvReader reader, TextFile file)
    {
        var fields = new List<(string, Place)>();
        var line = (int)reader.LineNumber;
        var column = 1;
        for (var index = 0; index < reader.FieldCount; index++)
        {
            var raw = Encoding.UTF8.GetString(reader.GetRawSpan(index));
            column = column == 0 || raw.Contains('\n') ? 0 : column;
            fields.Add((reader.GetString(index), file.Span(line, column, column == 0 ? 0 : Math.Max(1, raw.Length))));
            column = column == 0 ? 0 : column + raw.Length + 1;
        }

        return fields;
    }
}
