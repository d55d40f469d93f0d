using System.Text;

namespace Sim.Reports.Tables;

/// <summary>Documents for a terminal: monospaced, plain characters. Sentences and tables are broken at 80 columns.</summary>
/// <remarks>A column is explained once, under the first table that has it.</remarks>
public static class TextRenderer
{
    const string Gap = "  ";
    const int Width = 80;

    /// <summary>The document, ending in one newline.</summary>
    public static string Render(Document document)
    {
        var text = new StringBuilder();
        Wrap(document.Title, 0, text);
        foreach (var paragraph in document.Paragraphs)
            Wrap(paragraph, 0, text);
        var explained = new HashSet<Column>();
        foreach (var section in document.Sections)
            Render(section, [.. section.Legend.Where(explained.Add)], text);
        return text.ToString();
    }

    static void Render(Section section, IReadOnlyList<Column> legend, StringBuilder text)
    {
        text.Append('\n').Append(section.Heading).Append('\n');
        foreach (var table in section.Tables)
            Fitting.Render(table, Width, text.Append('\n'));

        if (legend.Count > 0)
            text.Append('\n');
        var width = legend.Select(column => column.Heading.Length).DefaultIfEmpty().Max();
        foreach (var column in legend)
            Wrap($"{Gap}{column.Heading.PadRight(width)}{Gap}{column.Meaning}", width + (2 * Gap.Length), text);

        if (section.Notes.Count > 0)
            text.Append('\n');
        foreach (var note in section.Notes)
            Wrap(note, Gap.Length, text);
    }

    /// <summary>Writes words that fit, then the rest on lines that are indented. A word may be longer than a line.</summary>
    public static void Wrap(string sentence, int indent, StringBuilder text)
    {
        var begin = 0;
        var room = Width;
        while (sentence.Length - begin > room)
        {
            var first = begin == 0 ? indent : begin;
            var end = sentence.LastIndexOf(' ', begin + room, begin + room - first);
            if (end <= begin)
                end = sentence.IndexOf(' ', begin + room);
            if (end < 0)
                break;
            text.Append(sentence, begin, end - begin).Append('\n').Append(' ', indent);
            begin = end + 1;
            room = Math.Max(Width / 4, Width - indent);
        }

        text.Append(sentence, begin, sentence.Length - begin).Append('\n');
    }
}
