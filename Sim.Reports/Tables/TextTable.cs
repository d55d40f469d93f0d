using System.Text;

namespace Sim.Reports.Tables;

/// <summary>A table for a terminal. One that is too wide breaks headings at blanks, then does without its indent, then breaks cells of text.</summary>
sealed class TextTable
{
    const string Gap = "  ";
    const int NarrowestText = 20;

    readonly Table _table;
    readonly int _most;
    readonly int[] _widths;
    readonly string _indent = Gap;

    /// <param name="table">The table.</param>
    /// <param name="most">Columns of the terminal. A table that cannot be as narrow is as wide as it is.</param>
    public TextTable(Table table, int most)
    {
        (_table, _most) = (table, most);
        _widths = [.. table.Columns.Select((column, i) => Math.Max(WidestCell(i), column.Heading.Length))];
        NarrowHeadings();
        if (Excess > 0)
            _indent = "";
        NarrowCells();
    }

    public void Render(StringBuilder text)
    {
        if (_table.Heading.Length > 0)
            text.Append(_table.Heading).Append('\n');
        Append([.. _table.Columns.Select((column, i) => Lines(column.Heading, _widths[i]))], isHeading: true, text);
        foreach (var row in _table.Rows)
            Append([.. row.Select((cell, i) => Lines(cell, _widths[i]))], isHeading: false, text);
    }

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

    // Columns of text, the widest one first; none if it does not help.
    void NarrowCells()
    {
        int[] before = [.. _widths];
        int[] least = [.. _table.Columns.Select((column, i) => column.IsText
            ? Math.Max(Math.Min(NarrowestText, _widths[i]), _table.Rows.Select(row => LongestWord(row[i])).Append(LongestWord(column.Heading)).Max()) : _widths[i])];
        foreach (var i in Enumerable.Range(0, _widths.Length).OrderByDescending(i => before[i]))
            _widths[i] = Math.Max(Math.Min(least[i], _widths[i]), _widths[i] - Math.Max(0, Excess));
        if (Excess > 0)
            before.CopyTo(_widths, 0);
    }

    static int LongestWord(string text) => text.Split(' ').Max(word => word.Length);

    static List<string> Lines(string text, int width)
    {
        var lines = new List<string>();
        while (text.Length > width && text.LastIndexOf(' ', width) is > 0 and var blank)
        {
            lines.Add(text[..blank]);
            text = text[(blank + 1)..];
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
