using System.Text;

namespace Sim.Reports.Tables;

/// <summary>Documents as GitHub Markdown.</summary>
public static class MarkdownRenderer
{
    /// <summary>The document, ending in one newline.</summary>
    public static string Render(Document document)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(Escape(document.Title)).Append('\n');
        foreach (var paragraph in document.Paragraphs)
            text.Append('\n').Append(Escape(paragraph)).Append('\n');
        foreach (var section in document.Sections)
            Render(section, text);
        return text.ToString();
    }

    static void Render(Section section, StringBuilder text)
    {
        text.Append("\n## ").Append(Escape(section.Heading)).Append('\n');
        foreach (var table in section.Tables)
            Render(table, text);
        AppendList(section.Legend.Select(column => $"**{Escape(column.Heading)}**: {Escape(column.Meaning)}"), text);
        AppendList(section.Notes.Select(Escape), text);
    }

    static void Render(Table table, StringBuilder text)
    {
        if (table.Heading.Length > 0)
            text.Append("\n### ").Append(Escape(table.Heading)).Append('\n');
        text.Append('\n');
        AppendRow(table.Columns.Select(column => column.Heading), text);
        text.Append('|').AppendJoin('|', table.Columns.Select(column => column.IsText ? ":--" : "--:")).Append("|\n");
        foreach (var row in table.Rows)
            AppendRow(row, text);
    }

    static void AppendRow(IEnumerable<string> cells, StringBuilder text) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(Escape)).Append(" |\n");

    static void AppendList(IEnumerable<string> items, StringBuilder text)
    {
        var blank = "\n";
        foreach (var item in items)
        {
            text.Append(blank).Append("- ").Append(item).Append('\n');
            blank = "";
        }
    }

    // Underscores inside words and signs before numbers are no markup; what remains could open a cell, a tag, emphasis or code.
    static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
            _ = character is '|' or '<' or '*' or '`' or '\\' or '['
                ? escaped.Append('\\').Append(character)
                : escaped.Append(character is '\n' or '\r' ? ' ' : character);
        return escaped.ToString();
    }
}
