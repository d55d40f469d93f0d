using System.Text;

namespace Sim.Reports.Tables;

/// <summary>Documents for a terminal: monospaced, plain characters, lines as long as the table is wide.</summary>
public static class TextRenderer
{
    const string Gap = "  ";

    /// <summary>The document, ending in one newline.</summary>
    public static string Render(Document document)
    {
        var text = new StringBuilder();
        text.Append(document.Title).Append('\n');
        foreach (var paragraph in document.Paragraphs)
            text.Append(paragraph).Append('\n');
        foreach (var section in document.Sections)
            Render(section, text);
        return text.ToString();
    }

    static void Render(Section section, StringBuilder text)
    {
        text.Append('\n').Append(section.Heading).Append('\n');
        foreach (var table in section.Tables)
            Render(table, text.Append('\n'));

        if (section.Legend.Count > 0)
            text.Append('\n');
        var width = section.Legend.Select(column => column.Heading.Length).DefaultIfEmpty().Max();
        foreach (var column in section.Legend)
            text.Append(Gap).Append(column.Heading.PadRight(width)).Append(Gap).Append(column.Meaning).Append('\n');

        if (section.Notes.Count > 0)
            text.Append('\n');
        foreach (var note in section.Notes)
            text.Append(note).Append('\n');
    }

    static void Render(Table table, StringBuilder text)
    {
        if (table.Heading.Length > 0)
            text.Append(table.Heading).Append('\n');
        var widths = table.Columns
            .Select((column, i) => table.Rows.Select(row => row[i].Length).Append(column.Heading.Length).Max())
            .ToList();
        AppendRow(table, widths, [.. table.Columns.Select(column => column.Heading)], text);
        foreach (var row in table.Rows)
            AppendRow(table, widths, row, text);
    }

    static void AppendRow(Table table, List<int> widths, IReadOnlyList<string> cells, StringBuilder text)
    {
        var padded = cells.Select((cell, i) => table.Columns[i].IsText ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]));
        text.Append((Gap + string.Join(Gap, padded)).TrimEnd()).Append('\n');
    }
}
