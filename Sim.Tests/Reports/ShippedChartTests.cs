using System.Globalization;
using System.Text.RegularExpressions;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Charts;
using Sim.Reports.Remarks;
using Sim.Scenarios.Files;
using Sim.Scenarios.Profiles;

namespace Sim.Tests.Reports;

/// <summary>Charts of the scenarios that come with Sim: their cells, with made-up figures instead of hours of simulation.</summary>
public sealed class ShippedChartTests
{
    static IEnumerable<string> Scenarios => ProfileCatalogue.BuiltIn.Scenarios.Select(entry => entry.Name);

    [TestCaseSource(nameof(Scenarios))]
    public void A_title_is_one_line(string name)
    {
        var chart = OverheadChart.Draw(ResultsOf(name))!;

        Assert.That(chart.Title, Has.Length.LessThanOrEqualTo(Answer.MostCharacters).And.Not.EndsWith("…"));
        Assert.That(chart.ToSvg().Replace('\u00A0', ' '), Does.Contain(chart.Title.Replace("'", "&apos;", StringComparison.Ordinal)));
    }

    [TestCaseSource(nameof(Scenarios))]
    public void Names_in_the_key_differ_and_share_nothing_that_goes_without_saying(string name)
    {
        var names = OverheadChart.Draw(ResultsOf(name))!.Names;

        Assert.That(names, Is.Unique);
        Assert.That(names.Where(text => !text.StartsWith("measured", StringComparison.Ordinal) && text != "no tracer").ToList(), Has.Count.LessThanOrEqualTo(ChartPlanner.MostColors));
        var parts = names.Where(text => text.Contains(", ", StringComparison.Ordinal)).Select(text => text.Split(", ")).ToList();
        if (parts.Count == names.Count && parts.Count > 1)
            Assert.That(parts.Aggregate((IEnumerable<string>)parts[0], (common, next) => common.Intersect(next)), Is.Empty);
    }

    [Test]
    public void No_two_series_are_alike_in_color_and_shape() => Assert.That(
        Enumerable.Range(0, ChartPlanner.MostColors).Select(series => (ChartTheme.ColorOf(series).ToHex(), ChartTheme.MarkerOf(series))), Is.Unique);

    [TestCase("hot-loop", "polluted lines (log scale)")]
    [TestCase("rutland-2023-call-ops", "irrelevant tracers, 1 relevant (log scale)")]
    [TestCase("ten-thousand-cells", "Colours: overhead per call.")]
    [TestCase("05-other-cores", "10 irrelevant")]
    [TestCase("open-load", "mean time between two calls (ns, log scale)")]
    public void A_shape_gets_its_chart(string name, string text) => Assert.That(OverheadChart.Draw(ResultsOf(name))!.ToSvg(), Does.Contain(text));

    [TestCaseSource(nameof(Scenarios))]
    public void Every_text_lies_inside_the_picture(string name)
    {
        var chart = OverheadChart.Draw(ResultsOf(name))!;

        // Texts that are turned have their own test: the eye.
        foreach (Match text in Regex.Matches(chart.ToSvg(), "<text [^>]*>"))
        {
            if (text.Value.Contains("matrix", StringComparison.Ordinal))
                continue;
            var moved = Regex.Match(text.Value, @"translate\((?<x>\S+) ") is { Success: true } move ? double.Parse(move.Groups["x"].Value, CultureInfo.InvariantCulture) : 0;
            var positions = Regex.Match(text.Value, " x=\"(?<x>[^\"]*)\"").Groups["x"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries)
                .Select(x => moved + double.Parse(x, CultureInfo.InvariantCulture)).ToList();
            Assert.That(positions[0], Is.GreaterThanOrEqualTo(0), text.Value);
            Assert.That(positions[^1], Is.LessThan(chart.Width), text.Value);
        }
    }

    static ScenarioResults ResultsOf(string name)
    {
        var scenario = ScenarioFile.Read(name, [], [])!;
        return MadeUp.Of(name, scenario.Question, [.. scenario.Cells.Select(Result)]) with { Measurements = scenario.Measurements?.Rows ?? [] };
    }

    static CellResult Result(Cell cell)
    {
        var spec = cell.Spec;
        var factor = (cell.Strategy == "list_func" ? 3.1 : 1.3) + (spec.State.PollutedLines / 1000.0) + (spec.Tracer == "nop" ? 0 : 5);
        var made = MadeUp.Cell(cell.Strategy, spec.Kernel.Name, spec.RelevantTracers, spec.IrrelevantTracers,
            spec.RelevantTracers * factor * (cell.Strategy == "list_func" ? 1 + spec.IrrelevantTracers : 1), cell.Validated);
        return made with { Planned = cell, Run = Open(cell, made.Run!, factor), Baseline = Open(cell, made.Baseline!, 1) };
    }

    static RunResult Open(Cell cell, RunResult run, double factor) => cell.Spec.Arrivals is null ? run : run with
    {
        OpenLoad = new(0, 1, 20 * factor, null!, 1),
    };
}
