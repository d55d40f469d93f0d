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
    const int Top = 76;
    const int Character = 7;
    const int MostCycles = 600;
    const int MostRows = 400;

    /// <summary>The calls whose stages <paramref name="why"/> has as an SVG document; the same bytes on every machine. What does not fit is left out, and the picture says so.</summary>
    /// <param name="title">What is drawn.</param>
    /// <param name="why">What was recorded.</param>
    public static string Write(string title, CallExplanation why)
    {
        var all = why.First;
        var start = all.Select(it => it.Fetch).DefaultIfEmpty().Min();
        var rows = all.Take(MostRows).TakeWhile(it => it.Fetch - start < MostCycles).ToList();
        var cycles = rows.Select(it => Stage.Of(it)[^1].End - start).DefaultIfEmpty(1).Max();
        var shown = Math.Min(cycles, MostCycles);
        var left = 24 + (Character * rows.Select(TextOf).Select(text => text.Length).DefaultIfEmpty(1).Max());
        var (width, height) = (Math.Max(left + (Column * shown) + 16, 24 + (Character * (title.Length + 4))), Top + (Row * rows.Count) + 24);

        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"11\">");
        svg.Append("""
            <style>
              svg { background: #fff } text { fill: #24292f } .faint { fill: #57606a } .grid { stroke: #d8dee4 } .call { stroke: #57606a }
              .F { fill: #b6d7f2 } .W { fill: #fbd3a8 } .X { fill: #7fd1b1 } .C { fill: #dcd3ee } .stage { fill: #24292f; text-anchor: middle }
              @media (prefers-color-scheme: dark) {
                svg { background: #0d1117 } text { fill: #e6edf3 } .faint { fill: #9da7b3 } .grid { stroke: #30363d } .call { stroke: #9da7b3 } .stage { fill: #24292f }
              }
            </style>

            """);
        Add(svg, $"<text x=\"12\" y=\"22\" font-size=\"13\" font-weight=\"bold\">{Escape(title)}</text>");
        var x = 12;
        foreach (var (name, meaning) in Stage.All)
        {
            Add(svg, $"<rect class=\"{name}\" x=\"{x}\" y=\"32\" width=\"{Column}\" height=\"14\"/><text class=\"stage\" x=\"{x + (Column / 2)}\" y=\"43\">{name}</text><text x=\"{x + Column + 5}\" y=\"43\">{meaning}</text>");
            x += Column + 22 + (Character * meaning.Length);
        }

        for (var cycle = 0L; cycle <= shown; cycle += 10)
        {
            var at = left + (Column * cycle);
            Add(svg, $"<line class=\"grid\" x1=\"{at}\" y1=\"{Top - 6}\" x2=\"{at}\" y2=\"{Top + (Row * rows.Count)}\"/><text class=\"faint\" x=\"{at + 2}\" y=\"{Top - 8}\">{cycle}</text>");
        }

        foreach (var (place, it) in rows.Index())
            AddRow(svg, it, place, left, start, place > 0 && rows[place - 1].Call != it.Call, width);
        var missing = all.Count - rows.Count;
        var note = (missing > 0 ? $"{missing} more instructions are left out. " : "") + (cycles > shown ? $"Cycles from {shown} on are left out. " : "") + $"Cycle 0 is cycle {start} of the run.";
        Add(svg, $"<text class=\"faint\" x=\"12\" y=\"{height - 8}\">{note}</text>");
        svg.Append("</svg>\n");
        return svg.ToString();
    }

    static void AddRow(StringBuilder svg, StagedInstruction it, int place, int left, long start, bool isNewCall, long width)
    {
        var y = Top + (Row * place);
        if (isNewCall)
            Add(svg, $"<line class=\"call\" x1=\"12\" y1=\"{y}\" x2=\"{width - 12}\" y2=\"{y}\"/>");
        Add(svg, $"<text x=\"12\" y=\"{y + 12}\">{Escape(TextOf(it))}</text>");
        foreach (var stage in Stage.Of(it))
        {
            var (from, to) = (stage.Start - start, Math.Min(stage.End - start, MostCycles));
            if (to <= from)
                continue;
            var at = left + (Column * from);
            Add(svg, $"<rect class=\"{stage.Name}\" x=\"{at}\" y=\"{y + 1}\" width=\"{Column * (to - from)}\" height=\"{Row - 2}\"/><text class=\"stage\" x=\"{at + (Column / 2)}\" y=\"{y + 12}\">{stage.Name}</text>");
        }
    }

    static string TextOf(StagedInstruction it) => string.Create(CultureInfo.InvariantCulture, $"{it.Address & 0xFFFFFF:x6} {it.Text}");

    static void Add(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    static string Escape(string text) => WebUtility.HtmlEncode(text);
}
