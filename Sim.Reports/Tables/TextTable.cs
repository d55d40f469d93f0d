using System.Buffers;
using System.Text;

namespace Sim.Reports.Tables;

/// <summary>
/// A table for a terminal. One that is too wide breaks headings at blanks, then does without its indent, then breaks cells of text at blanks, then words of text and headings
/// where they have a mark.
/// </summary>
sealed class TextTable
{
    const string Gap = "  ";
    const int UsualText = 20;
    const int NarrowestText = 12;

    // A word may be broken after these.
    static readonly SearchValues<char> Marks = SearchValues.Create("_-/,.:;=+");

    readonly Table _table;
    readonly int _most;
    readonly int[] _widths;
    readonly string _indent = Gap;

    /// <param name="table">The table.</param>
    /// <param name="most">Columns of the terminal. A table that cannot be as narrow is as wide as it is.</param>
    /// <param name="breaks">How far it may go to be as narrow.</param>
    public TextTable(Table table, int most, Breaks breaks)
    {
        (_table, _most) = (table, most);
        _widths = [.. table.Columns.Select((column, i) => Math.Max(WidestCell(i), column.Heading.Length))];
        NarrowHeadings();
        if (Excess > 0)
            _indent = "";
        NarrowCells(LongestWord, UsualText);
        if (breaks >= Breaks.NarrowText)
            NarrowCells(LongestWord, NarrowestText);
        if (breaks < Breaks.Words)
            return;
        NarrowCells(LongestPart, NarrowestText);
        if (Excess > 0)
            NarrowToParts();
    }

    public void Render(StringBuilder text)
    {
        if (_table.Heading.Length > 0)
            TextRenderer.Wrap(_table.Heading, 0, text);
        Append([.. _table.Columns.Select((column, i) => Lines(column.Heading, _widths[i]))], isHeading: true, text);
        foreach (var row in _table.Rows)
            Append([.. row.Select((cell, i) => Lines(cell, _widths[i]))], isHeading: false, text);
    }

    /// <summary>True if it is not wider than it may be.</summary>
    public bool Fits => Excess <= 0;

    int Excess => _indent.Length + _widths.Sum() + ((_widths.Length - 1) * Gap.Length) - _most;

    int WidestCell(int column) => _table.Rows.Select(row => row[column].Length).DefaultIfEmpty().Max();

    // Those that give most first.
    void NarrowHeadings()
    {
        var narrow = _table.Columns.Select((column, i) => Math.Max(WidestCell(i), LongestWord(column.Heading))).ToList();
        foreach (var i in Enumerable.Range(0, _widths.Length).OrderByDescending(i => _widths[i] - narrow[i]))
        {
            if (Excess > 0)
                _widths[i] = narrow[i];
        }
    }

    // Columns of text, the widest one first.
    void NarrowCells(Func<string, int> longest, int narrowest)
    {
        int[] least = [.. _table.Columns.Select((column, i) => column.IsText
            ? Math.Max(Math.Min(narrowest, _widths[i]), _table.Rows.Select(row => longest(row[i])).Append(longest(column.Heading)).Max()) : _widths[i])];
        foreach (var i in Enumerable.Range(0, _widths.Length).OrderByDescending(i => _widths[i]).ToList())
            _widths[i] = Math.Max(Math.Min(least[i], _widths[i]), _widths[i] - Math.Max(0, Excess));
    }

    // Headings of numbers may be broken within words, too.
    void NarrowToParts()
    {
        foreach (var i in Enumerable.Range(0, _widths.Length).OrderByDescending(i => _widths[i]).ToList())
            _widths[i] = Math.Max(Math.Min(Math.Max(WidestCell(i), LongestPart(_table.Columns[i].Heading)), _widths[i]), _widths[i] - Math.Max(0, Excess));
    }

    static int LongestWord(string text) => text.Split(' ').Max(word => word.Length);

    static int LongestPart(string text)
    {
        var (longest, start) = (0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != ' ' && !Marks.Contains(text[at]))
                continue;
            longest = Math.Max(longest, at + (text[at] == ' ' ? 0 : 1) - start);
            start = at + 1;
        }

        return Math.Max(longest, text.Length - start);
    }

    static List<string> Lines(string text, int width)
    {
        var lines = new List<string>();
        while (text.Length > width)
        {
            var (end, next) = text.LastIndexOf(' ', width) is > 0 and var blank ? (blank, blank + 1)
                : text.AsSpan(0, width).LastIndexOfAny(Marks) is > 0 and var mark ? (mark + 1, mark + 1) : (0, 0);
            if (end == 0)
                break;
            lines.Add(text[..end]);
            text = text[next..];
        }

        lines.Add(text);
        return lines;
    }

    // Headings end on one line, cells begin on one.
    void Append(List<List<string>> cells, bool isHeading, StringBuilder text)
    {
        var height = cells.Select(lines => lines.Count).DefaultIfEmpty().Max();
        for (var line = 0; line < height; line++)
        {
            var padded = cells.Select((lines, i) =>
            {
                var at = isHeading ? line - height + lines.Count : line;
                var part = at >= 0 && at < lines.Count ? lines[at] : "";
                return _table.Columns[i].IsText ? part.PadRight(_widths[i]) : part.PadLeft(_widths[i]);
            });
            text.Append((_indent + string.Join(Gap, padded)).TrimEnd()).Append('\n');
        }
    }
}

/// <summary>What a table breaks, each with those before it.</summary>
enum Breaks
{
    /// <summary>Headings and text, at blanks.</summary>
    Text,

    /// <summary>Text into narrow columns.</summary>
    NarrowText,

    /// <summary>Words, where they have a mark.</summary>
    Words,
}
