using System.Globalization;
using System.Text.RegularExpressions;
using Sim.Reports.Cells;
using Sim.Reports.Charts;
using Sim.Reports.Results;
using Sim.Reports.Tables;
using Sim.Tests.Golden;

namespace Sim.Tests.Reports;

/// <summary>What holds for tables, files and charts alike.</summary>
public sealed class EveryOutputTests
{
    static readonly (string Name, Func<ScenarioResults, string> Write)[] Outputs =
    [
        ("text", results => TextRenderer.Render(ScenarioDocument.Of(results))),
        ("markdown", results => MarkdownRenderer.Render(ScenarioDocument.Of(results))),
        ("csv", results => ResultsCsv.Write(results.Cells)),
        ("json", ResultsJson.Write),
        ("svg", results => OverheadChart.Draw(results)!.ToSvg()),
        ("png", results => Convert.ToHexString(OverheadChart.Draw(results)!.ToPng())),
    ];

    static IEnumerable<string> Names => Outputs.Select(output => output.Name);

    static string Write(string name, ScenarioResults results) => Outputs.Single(output => output.Name == name).Write(results);

    [TestCaseSource(nameof(Names))]
    public void Equal_results_give_equal_bytes_whatever_was_drawn_before(string output)
    {
        var first = Write(output, MadeUp.PublishedTable());
        _ = OverheadChart.Draw(MadeUp.Strategies())!.ToSvg();
        var second = Write(output, MadeUp.PublishedTable());

        Assert.That(second, Is.EqualTo(first));
    }

    [TestCaseSource(nameof(Names))]
    public void The_culture_of_the_machine_changes_nothing(string output)
    {
        var invariant = Write(output, MadeUp.PublishedTable());
        var culture = CultureInfo.CurrentCulture;
        try
        {
            // With invariant globalization the cultures of the system are unknown: German habits are set by hand.
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator) = (",", ".");
            german.NumberFormat.NegativeSign = "−";
            CultureInfo.CurrentCulture = german;

            Assert.That(Write(output, MadeUp.PublishedTable()), Is.EqualTo(invariant));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [TestCase("text", "dynamic_trampoline, hypothetical-dynamic-trampolines, unvalidated")]
    [TestCase("text", "  unvalidated\n")]
    [TestCase("markdown", "| unvalidated |")]
    [TestCase("csv", ",false,")]
    [TestCase("json", "\"validated\": false")]
    [TestCase("svg", "dynamic_trampoline (unvalidated)")]
    [TestCase("svg", "unvalidated: no hardware measurement of dynamic_trampoline is known.")]
    public void Numbers_that_no_measurement_backs_are_marked(string output, string mark) =>
        Assert.That(Write(output, MadeUp.Strategies()), Does.Contain(mark));

    [Test]
    public void The_chart_of_the_published_table_is_as_reviewed() =>
        GoldenFile.Check("overhead-chart.svg", Write("svg", MadeUp.PublishedTable()));

    [Test]
    public void The_chart_of_strategies_side_by_side_is_as_reviewed() =>
        GoldenFile.Check("strategies-chart.svg", Write("svg", MadeUp.Strategies()));

    [Test]
    public void Every_text_of_a_chart_is_in_the_bundled_font()
    {
        var families = Regex.Matches(Write("svg", MadeUp.PublishedTable()), "font-family=\"([^\"]*)\"")
            .Select(match => match.Groups[1].Value);

        Assert.That(families.Distinct(), Is.EqualTo(new[] { "Inter, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif" }));
    }

    [Test]
    public void Overhead_that_has_no_logarithm_is_drawn_apart_and_the_chart_says_so()
    {
        var results = MadeUp.Of("zero", "?", [MadeUp.Cell("call_ops", "k", 1, 0, 0), MadeUp.Cell("list_func", "k", 1, 0, 5)]);

        Assert.That(OverheadChart.Draw(results)!.ToSvg(), Does.Contain("is drawn at the mark &lt; 0.01."));
    }

    [Test]
    public void Where_nothing_was_traced_there_is_no_chart() =>
        Assert.That(OverheadChart.Draw(MadeUp.Of("none", "?", [MadeUp.Cell("none", "k", 0, 0, 0)])), Is.Null);
}
