using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sim.Reports.Cells;
using Sim.Reports.Charts;
using Sim.Reports.Tables;

namespace Sim.Tests.Reports;

/// <summary>report.html as a browser would take it, without one.</summary>
public sealed class HtmlReportTests
{
    static string Page(ScenarioResults results) =>
        HtmlRenderer.Render(ScenarioDocument.Of(results), [(OverheadChart.Draw(results)!.ToSvg(), "A chart \"quoted\" <tagged>")], "sim <0.0.0>", "{\"cells\":[]}");

    [Test]
    public void The_page_begins_with_the_answer_and_has_chart_tables_and_remarks()
    {
        var page = Page(MadeUp.PublishedTable());

        Assert.That(page, Does.Contain("<h1>An unrelated tracer costs a call 10.3 ns under list_func, nothing under call_ops</h1>"));
        Assert.That(page.IndexOf("<img ", StringComparison.Ordinal), Is.LessThan(page.IndexOf("<table>", StringComparison.Ordinal)));
        Assert.That(page, Does.Contain("<h2>How sure</h2>").And.Contain("<caption>call_ops, linux-6.3-call-ops</caption>").And.Contain("<td>1,030</td>"));
    }

    [Test]
    public void What_ran_is_told_with_versions_profiles_and_hashes()
    {
        var results = MadeUp.PublishedTable();
        var cells = results.Cells.Select((cell, i) => cell with { Planned = cell.Planned with { Inputs = $"model=0123 machine={(i == 0 ? "aaaa" : "bbbb")} kernel={cell.Spec.Kernel.Name.Length}" } });
        var page = Sim.Reports.Html.HtmlReport.Of(results with { Cells = [.. cells] }, []);
        var section = page[page.IndexOf("<h2>What ran</h2>", StringComparison.Ordinal)..];

        Assert.That(section, Does.Contain($"<td class=\"text\">{results.Hash}</td>").And.Contain("<td class=\"text\">0123</td>"));
        Assert.That(section, Does.Match("apple-m1-firestorm</td><td class=\"text\">core</td><td>[0-9]+</td><td class=\"text\">2 variants</td><td>2</td><td>1</td><td>0</td><td class=\"text\">dougallj-firestorm</td>"));
        Assert.That(section, Does.Contain($"linux-6.2-args</td><td class=\"text\">kernel</td>").And.Contain(">14</td>"));
    }

    [Test]
    public void Nothing_is_fetched_and_only_what_the_page_itself_holds_may_run()
    {
        var page = Page(MadeUp.PublishedTable());
        var policy = Regex.Match(page, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value;

        Assert.That(policy, Does.StartWith("default-src 'none'; img-src data:; "));
        Assert.That(Regex.Matches(policy, "'sha256-([^']*)'").Select(match => match.Groups[1].Value),
            Is.EqualTo(new[] { Hash(page, "style"), Hash(page, "script") }));
        Assert.That(Regex.Matches(page, "(?:src|href)=\"(?!data:)"), Is.Empty);
        Assert.That(Regex.Matches(page, "<[^>]* (?:style|on[a-z]+)=\""), Is.Empty);
    }

    [Test]
    public void Text_of_the_user_is_text() => Assert.That(
        Page(MadeUp.PublishedTable() with { Question = "Is <script>alert(1)</script> & \"more\" a question?" }),
        Does.Contain("Is &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot; a question?")
            .And.Contain("alt=\"A chart &quot;quoted&quot; &lt;tagged&gt;\"").And.Contain("<footer>sim &lt;0.0.0&gt;</footer>"));

    [Test]
    public void What_can_be_explored_begins_across_a_factor_of_which_several_values_have_numbers()
    {
        var results = MadeUp.PublishedTable();
        var page = Sim.Reports.Html.HtmlReport.Of(results with { Cells = [.. results.Cells.Where(cell => cell.Spec is { RelevantTracers: <= 1, IrrelevantTracers: 0 })] }, []);
        using var data = JsonDocument.Parse(Regex.Match(page, "<script[^>]*id=\"cells\"[^>]*>(.*?)</script>").Groups[1].Value);
        var x = data.RootElement.GetProperty("initial").GetProperty("x").GetInt32();

        Assert.That(data.RootElement.GetProperty("factors").EnumerateArray().Select(factor => factor.GetProperty("label").GetString()), Has.Some.Contains("relevant"));
        Assert.That(data.RootElement.GetProperty("factors")[x].GetProperty("label").GetString(), Does.Not.Contain("relevant"));
    }

    [Test]
    public void Equal_results_give_equal_pages_of_bounded_size()
    {
        var page = Page(MadeUp.PublishedTable());

        Assert.That(Page(MadeUp.PublishedTable()), Is.EqualTo(page));
        Assert.That(page, Has.Length.LessThan(2_000_000));
    }

    static string Hash(string page, string tag) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Regex.Match(page, $"<{tag}>(.*?)</{tag}>", RegexOptions.Singleline).Groups[1].Value)));
}
