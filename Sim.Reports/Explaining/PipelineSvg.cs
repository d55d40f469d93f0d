using System.Globalization;
using System.Net;
using System.Text;
using Sim.Core.Runs;

namespace Sim.Reports.Explaining;

/// <summary>The first calls as architects draw them: a row for each instruction, a column for each cycle, a letter for each stage.</summary>
public static class PipelineSvg
{
    const int Row = 16;
    const int Column = 12;
    const int HeadingLine = 17;
    const int Character = 7;
    const int HeadingCharacter = 8;
    const int NumberColumns = 4;
    const int FarColumns = 60;
    const int LeastWidth = 640;
    const string GapMeaning = "between dashed lines: so many cycles in which no stage begins or ends";
    const int MostColumns = 600;
    const int MostRows = 400;

    /// <summary>The calls whose stages <paramref name="why"/> has as an SVG document; the same bytes on every machine. What does not fit is left out, and the picture says so.</summary>
    /// <param name="title">What is drawn.</param>
    /// <param name="why">What was recorded.</param>
    public static string Write(string title, CallExplanation why)
    {
        var all = why.First;
        var start = all.Select(it => it.Fetch).DefaultIfEmpty().Min();
        var axis = new CycleAxis(all.Take(MostRows).SelectMany(Stage.Of).SelectMany(stage => new[] { stage.Start - start, stage.End - start }));
        var rows = all.Take(MostRows).TakeWhile(it => axis.ColumnOf(it.Fetch - start) < MostColumns).ToList();
        var cycles = rows.Select(it => Stage.Of(it)[^1].End - start).DefaultIfEmpty(1).Max();
        var shown = Math.Min(cycles, axis.CycleAt(MostColumns));
        var gaps = axis.Gaps.Where(gap => gap.To <= shown).ToList();
        var left = 24 + (Character * rows.Select(TextOf).Select(text => text.Length).DefaultIfEmpty(1).Max());
        var width = Math.Max(left + (Column * axis.ColumnOf(shown)) + 16, gaps.Count > 0 ? LeastWidth + (Character * GapMeaning.Length) : LeastWidth);
        var heading = Lines(title, (int)(width - 24) / HeadingCharacter);
        width = Math.Max(width, 24 + (HeadingCharacter * heading.Max(line => line.Length)));
        // Of the rows; legend and numbers of cycles are between the heading and them.
        var top = 59 + (HeadingLine * heading.Count);
        var height = top + (Row * rows.Count) + 24;

        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"11\">");
        svg.Append("""
            <style>
              svg { background: #fff } text { fill: #24292f } .faint { fill: #57606a } .grid { stroke: #d8dee4 } .call, .break { stroke: #57606a } .break { stroke-dasharray: 2 2 }
              .gap { fill: #fff; fill-opacity: 0.7 } .near { stroke: #fff; stroke-width: 3px; paint-order: stroke }
              .F { fill: #b6d7f2 } .W { fill: #fbd3a8 } .X { fill: #7fd1b1 } .C { fill: #dcd3ee } .stage { fill: #24292f; text-anchor: middle }
              @media (prefers-color-scheme: dark) {
                svg { background: #0d1117 } text { fill: #e6edf3 } .faint { fill: #9da7b3 } .grid { stroke: #30363d } .call, .break { stroke: #9da7b3 } .gap { fill: #0d1117 } .near { stroke: #0d1117 } .stage { fill: #24292f }
              }
            </style>

            """);
        foreach (var (place, line) in heading.Index())
            Add(svg, $"<text x=\"12\" y=\"{22 + (HeadingLine * place)}\" font-size=\"13\" font-weight=\"bold\">{Escape(line)}</text>");
        var x = 12;
        foreach (var (name, meaning) in Stage.All)
        {
            Add(svg, $"<rect class=\"{name}\" x=\"{x}\" y=\"{top - 44}\" width=\"{Column}\" height=\"14\"/><text class=\"stage\" x=\"{x + (Column / 2)}\" y=\"{top - 33}\">{name}</text><text x=\"{x + Column + 5}\" y=\"{top - 33}\">{meaning}</text>");
            x += Column + 22 + (Character * meaning.Length);
        }

        if (gaps.Count > 0)
            Add(svg, $"<text class=\"faint\" x=\"{x}\" y=\"{top - 33}\">{GapMeaning}</text>");

        for (var cycle = 0L; cycle <= shown; cycle += 10)
        {
            if (!axis.Shows(cycle))
                continue;
            var at = left + (Column * axis.ColumnOf(cycle));
            // No number where a gap begins before it ends.
            var number = axis.Shows(cycle + NumberColumns) ? $"<text class=\"faint\" x=\"{at + 2}\" y=\"{top - 8}\">{cycle}</text>" : "";
            Add(svg, $"<line class=\"grid\" x1=\"{at}\" y1=\"{top - 6}\" x2=\"{at}\" y2=\"{top + (Row * rows.Count)}\"/>{number}");
        }

        foreach (var (place, it) in rows.Index())
        {
            var y = top + (Row * place);
            if (place > 0 && rows[place - 1].Call != it.Call)
                Add(svg, $"<line class=\"call\" x1=\"12\" y1=\"{y}\" x2=\"{width - 12}\" y2=\"{y}\"/>");
            AddRow(svg, it, y, left, cycle => axis.ColumnOf(Math.Min(cycle - start, shown)));
        }

        foreach (var gap in gaps)
            AddGap(svg, gap, left + (Column * gap.Column), top, top + (Row * rows.Count));
        // Far from its text at the left edge, a row has it again.
        foreach (var (place, it) in rows.Index())
        {
            if (axis.ColumnOf(it.Fetch - start) is >= FarColumns and var column)
                Add(svg, $"<text class=\"faint near\" x=\"{left + (Column * column) - 6}\" y=\"{top + (Row * place) + 12}\" text-anchor=\"end\">{Escape(TextOf(it))}</text>");
        }

        var missing = all.Count - rows.Count;
        var note = (missing > 0 ? $"{missing} more instructions are left out. " : "") + (cycles > shown ? $"Cycles from {shown} on are left out. " : "") + $"Cycle 0 is cycle {start} of the run.";
        Add(svg, $"<text class=\"faint\" x=\"12\" y=\"{height - 8}\">{note}</text>");
        svg.Append("</svg>\n");
        return svg.ToString();
    }

    static void AddRow(StringBuilder svg, StagedInstruction it, int y, int left, Func<long, long> columnOf)
    {
        Add(svg, $"<text x=\"12\" y=\"{y + 12}\">{Escape(TextOf(it))}</text>");
        foreach (var stage in Stage.Of(it))
        {
            var (from, to) = (columnOf(stage.Start), columnOf(stage.End));
            if (to <= from)
                continue;
            var at = left + (Column * from);
            Add(svg, $"<rect class=\"{stage.Name}\" x=\"{at}\" y=\"{y + 1}\" width=\"{Column * (to - from)}\" height=\"{Row - 2}\"/><text class=\"stage\" x=\"{at + (Column / 2)}\" y=\"{y + 12}\">{stage.Name}</text>");
        }
    }

    static void AddGap(StringBuilder svg, CycleAxis.Gap gap, long x, int top, int bottom)
    {
        var end = x + (Column * CycleAxis.GapColumns);
        Add(svg, $"<rect class=\"gap\" x=\"{x}\" y=\"{top}\" width=\"{end - x}\" height=\"{bottom - top}\"/>");
        foreach (var edge in new[] { x, end })
            Add(svg, $"<line class=\"break\" x1=\"{edge}\" y1=\"{top - 16}\" x2=\"{edge}\" y2=\"{bottom}\"/>");
        Add(svg, $"<text class=\"faint\" x=\"{(x + end) / 2}\" y=\"{top - 19}\" text-anchor=\"middle\">{gap.Cycles}</text>");
    }

    // Broken between words; a longer word is a line.
    static List<string> Lines(string text, int most)
    {
        List<string> lines = [""];
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > most)
                lines.Add("");
            lines[^1] += lines[^1].Length > 0 ? " " + word : word;
        }

        return lines;
    }

    static string TextOf(StagedInstruction it) => string.Create(CultureInfo.InvariantCulture, $"{it.Address & 0xFFFFFF:x6} {it.Text}");

    static void Add(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    static string Escape(string text) => WebUtility.HtmlEncode(text);
}
