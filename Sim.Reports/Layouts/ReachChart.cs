using ScottPlot;
using Sim.Reports.Cells;
using Sim.Reports.Charts;
using Sim.Reports.Remarks;

namespace Sim.Reports.Layouts;

/// <summary>How the share of callsites in reach is distributed over boots: a line per strategy, a panel per kind of callsite.</summary>
public static class ReachChart
{
    const int Width = 980;
    const int PanelHeight = 320;
    const int Margin = 3;

    static readonly int[] Percents = [0, 20, 40, 60, 80, 100];

    /// <summary>Draws <paramref name="reach"/>.</summary>
    /// <param name="reach">What branches of a build reach.</param>
    /// <param name="simVersion">Version of Sim, for the footer.</param>
    public static Chart Draw(BuildReach reach, string simVersion)
    {
        _ = BundledFont.Instance;
        var answer = AnswerOf(reach);
        var strategies = reach.Boots.Select(boots => boots.Strategy).Distinct().ToList();
        return new(
            Width,
            answer.Title,
            $"{answer.Rest}\n{reach.Kernel}, {NumberText.Integer(reach.Count)} boots that put modules elsewhere, seed {NumberText.Integer(reach.Seed)}",
            [.. strategies.Select((name, series) => new ChartKey(name, MarkerStyle.None, LineOf(series)))],
            [new(PanelHeight, [Panel(reach, strategies, "image"), Panel(reach, strategies, "modules")])],
            ["In reach: of a BL to the strategy's trampoline. Boots are in ascending order of that share.", $"sim {simVersion} · layout · {reach.Kernel}"]);
    }

    static Answer AnswerOf(BuildReach reach)
    {
        var worst = reach.Boots.Where(boots => boots.From == "image").MinBy(boots => boots.Direct.Mean)!;
        var share = $"{NumberText.Significant(100 * worst.Direct.Mean)} % of the callsites";
        var rest = $"On average over boots, of the image's callsites; the average is {NumberText.Significant(100 * worst.Direct.Low)} to {NumberText.Significant(100 * worst.Direct.High)} % with a confidence of 95 %.";
        return Answer.First(new Answer($"A BL reaches {worst.Strategy}'s trampoline from {share}", rest), new Answer($"A BL reaches a trampoline from {share}", $"That of {worst.Strategy}. {rest}"));
    }

    static Plot Panel(BuildReach reach, List<string> strategies, string from)
    {
        var plot = ChartTheme.NewPlot(
            "boots (%)", $"callsites in reach, {from} (%)", new PixelPadding(left: 66, right: 16, bottom: 58, top: 12));
        foreach (var boots in reach.Boots.Where(boots => boots.From == from))
        {
            var points = Corners(boots.Direct.Boots).ToList();
            var line = plot.Add.Scatter(points.Select(point => point.X).ToArray(), points.Select(point => point.Y).ToArray());
            line.LineStyle = LineOf(strategies.IndexOf(boots.Strategy));
            line.MarkerStyle = MarkerStyle.None;
        }

        List<(double, string)> ticks = [.. Percents.Select(percent => ((double)percent, NumberText.Integer(percent)))];
        ChartTheme.SetTicks(plot.Axes.Bottom, ticks);
        ChartTheme.SetTicks(plot.Axes.Left, ticks);
        plot.Axes.SetLimits(-Margin, 100 + Margin, -Margin, 100 + Margin);
        return plot;
    }

    // Every boot is as wide as the others; between equal ones nothing is drawn.
    static IEnumerable<(double X, double Y)> Corners(IReadOnlyList<double> shares)
    {
        for (var boot = 0; boot < shares.Count; boot++)
        {
            if (boot == 0 || shares[boot - 1] != shares[boot])
                yield return (100.0 * boot / shares.Count, 100 * shares[boot]);
            if (boot == shares.Count - 1 || shares[boot + 1] != shares[boot])
                yield return (100.0 * (boot + 1) / shares.Count, 100 * shares[boot]);
        }
    }

    static LineStyle LineOf(int series) => new(Math.Max(1.4f, 6 - (2.3f * series)), ChartTheme.ColorOf(series));
}
