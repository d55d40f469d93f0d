using System.Diagnostics;
using Microsoft.Playwright;
using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Tests.Reports.Browser;

/// <summary>report.html as people use it, in Chromium.</summary>
[NonParallelizable]
public sealed class ReportPageTests
{
    [TestCase(1000, ColorScheme.Light)]
    [TestCase(360, ColorScheme.Dark)]
    public async Task A_page_says_no_error_asks_for_nothing_and_is_as_wide_as_the_screen(int width, ColorScheme scheme)
    {
        await using var report = await ReportPage.Open(MadeUp.PublishedTable(), width: width, scheme: scheme);

        Assert.That(report.Errors, Is.Empty);
        Assert.That(report.Requests, Is.Empty);
        Assert.That(await report.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(width));
        Assert.That(await report.Page.Locator("#explore svg").CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task On_a_narrow_screen_a_chart_scrolls_and_a_caption_is_whole()
    {
        await using var report = await ReportPage.Open(MadeUp.PublishedTable(), width: 360);

        Assert.That(await report.Page.EvaluateAsync<int>("document.querySelector('.chart img').clientWidth"), Is.GreaterThan(700));
        Assert.That(await report.Page.EvaluateAsync<double>("Math.max(...[...document.querySelectorAll('section:not(#explore) caption')].map(caption => caption.getBoundingClientRect().right))"), Is.LessThanOrEqualTo(360));
    }

    [TestCase(360)]
    [TestCase(1000)]
    public async Task Marks_of_an_axis_never_touch_each_other(int width)
    {
        var costs = new[] { 0, 1.05, 40, 9000 };
        await using var report = await ReportPage.Open(
            MadeUp.Of("marks", "?", [.. costs.Select((cost, i) => MadeUp.Cell("list_func", $"a-kernel-with-a-name-{i}", 1, 0, cost))]), width: width);
        await report.Page.Locator("#explore input[type=checkbox]").SetCheckedAsync(true);

        var (up, across) = (await Boxes(".up", "top", "bottom"), await Boxes(".across", "left", "right"));

        Assert.That(up, Has.Count.GreaterThan(2));
        foreach (var boxes in new[] { up, across })
            Assert.That(boxes.Zip(boxes.Skip(1)).All(pair => pair.First[1] <= pair.Second[0]), Is.True);

        async Task<List<double[]>> Boxes(string kind, string from, string to) =>
            [.. (await report.Page.EvaluateAsync<double[][]>($"[...document.querySelectorAll('.stage {kind}')].map(text => text.getBoundingClientRect()).map(box => [box.{from}, box.{to}])")).OrderBy(box => box[0])];
    }

    [Test]
    public async Task Without_scripts_the_answer_the_chart_and_the_tables_are_there()
    {
        await using var report = await ReportPage.Open(MadeUp.PublishedTable(), scripts: false);

        Assert.That(await report.Page.Locator("h1").InnerTextAsync(), Does.StartWith("An unrelated tracer costs a call"));
        Assert.That(await report.Page.Locator("img").IsVisibleAsync(), Is.True);
        Assert.That(await report.Page.Locator("td").CountAsync(), Is.GreaterThan(100));
        Assert.That(await report.Page.Locator("#explore").IsVisibleAsync(), Is.False);
    }

    [Test]
    public async Task A_table_is_sorted_by_a_heading_and_filtered_by_words()
    {
        await using var report = await ReportPage.Open(MadeUp.PublishedTable());
        var table = report.Page.Locator("section:not(#explore) table").First;
        var total = table.Locator("th button", new() { HasText = "total (ns)" });

        await total.ClickAsync();
        await total.ClickAsync();
        var values = (await table.Locator("tbody td:nth-child(3)").AllInnerTextsAsync()).Select(text => long.Parse(text.Replace(",", ""))).ToList();

        Assert.That(values, Is.Ordered.Descending);
        Assert.That(await table.Locator("th[aria-sort]").GetAttributeAsync("aria-sort"), Is.EqualTo("descending"));
        await report.Page.Locator("section:not(#explore) input[type=search]").First.FillAsync("1,030");
        Assert.That(await table.Locator("tbody tr:visible").CountAsync(), Is.InRange(1, 3));
    }

    [Test]
    public async Task Copying_gives_a_table_with_tabs()
    {
        await using var report = await ReportPage.Open(MadeUp.PublishedTable());
        await report.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await report.Page.Locator("section:not(#explore) .copy").First.ClickAsync();
        var copied = await report.Page.EvaluateAsync<string>("navigator.clipboard.readText()");

        Assert.That(copied.Split('\n')[0], Does.StartWith("relevant\tirrelevant\ttotal (ns)"));
    }

    [Test]
    public async Task A_series_is_toggled_the_figure_and_the_scale_are_switched()
    {
        await using var report = await ReportPage.Open(MadeUp.PublishedTable());
        var (lines, name) = (report.Page.Locator("#explore polyline"), report.Page.Locator(".legend button").First);
        var before = await lines.CountAsync();

        await name.ClickAsync();

        Assert.That(await lines.CountAsync(), Is.EqualTo(before - 1));
        Assert.That(await name.GetAttributeAsync("aria-pressed"), Is.EqualTo("false"));
        await name.ClickAsync();
        Assert.That(await lines.CountAsync(), Is.EqualTo(before));
        var drawn = await lines.First.GetAttributeAsync("points");
        await report.Page.Locator("#explore input[type=checkbox]").ClickAsync();
        Assert.That(await lines.First.GetAttributeAsync("points"), Is.Not.EqualTo(drawn));
        await report.Page.Locator("#explore select").First.SelectOptionAsync(new SelectOptionValue { Label = "cycles per call (cycles)" });
        Assert.That(await report.Page.Locator("#explore svg").TextContentAsync(), Does.Contain("cycles per call (cycles)"));
        Assert.That(report.Errors, Is.Empty);
    }

    [Test]
    public async Task A_range_that_is_dragged_over_is_shown_alone_until_the_whole_is_asked_for()
    {
        await using var report = await ReportPage.Open(MadeUp.PublishedTable());
        var (svg, dots, whole) = (report.Page.Locator("#explore svg"), report.Page.Locator("#explore .dot"), report.Page.Locator("#explore button", new() { HasText = "Whole range" }));
        var before = await dots.CountAsync();
        await svg.ScrollIntoViewIfNeededAsync();
        var box = (await svg.BoundingBoxAsync())!;

        await report.Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + 100);
        await report.Page.Mouse.DownAsync();
        await report.Page.Mouse.MoveAsync(box.X + box.Width - 2, box.Y + 150);
        await report.Page.Mouse.UpAsync();
        var zoomed = await dots.CountAsync();
        await whole.ClickAsync();

        Assert.That(zoomed, Is.GreaterThan(0).And.LessThan(before));
        Assert.That((await dots.CountAsync(), await whole.IsVisibleAsync()), Is.EqualTo((before, false)));
        await svg.FocusAsync();
        await report.Page.Keyboard.PressAsync("+");
        Assert.That(await dots.CountAsync(), Is.GreaterThan(0).And.LessThan(before));
        await report.Page.Keyboard.PressAsync("-");
        Assert.That(await dots.CountAsync(), Is.EqualTo(before));
        Assert.That(report.Errors, Is.Empty);
    }

    [Test]
    public async Task The_mouse_and_the_keys_tell_the_cell_of_a_point()
    {
        await using var report = await ReportPage.Open(MadeUp.PublishedTable());
        var svg = report.Page.Locator("#explore svg");

        await svg.FocusAsync();
        await report.Page.Keyboard.PressAsync("ArrowRight");
        var first = await report.Page.Locator(".told").InnerTextAsync();
        await report.Page.Keyboard.PressAsync("ArrowRight");
        var second = await report.Page.Locator(".told").InnerTextAsync();
        await report.Page.Locator("#explore .dot").Last.HoverAsync();

        Assert.That(first, Does.Match("ns"));
        Assert.That(second, Is.Not.EqualTo(first));
        Assert.That(await report.Page.Locator(".told").InnerTextAsync(), Is.Not.EqualTo(second));
        Assert.That(await report.Page.Locator(".ring").GetAttributeAsync("visibility"), Is.EqualTo("visible"));
    }

    [Test]
    public async Task All_is_reached_by_the_keyboard()
    {
        await using var report = await ReportPage.Open(MadeUp.PublishedTable());
        HashSet<string> reached = [];
        for (var i = 0; i < 60; i++)
        {
            await report.Page.Keyboard.PressAsync("Tab");
            reached.Add(await report.Page.EvaluateAsync<string>("document.activeElement.tagName + (document.activeElement.className.baseVal === undefined ? '.' + document.activeElement.className : '')"));
        }

        Assert.That(reached, Is.SupersetOf(new[] { "INPUT.", "SELECT.", "svg", "SUMMARY.", "BUTTON.copy", "BUTTON.", "DIV.table" }));
    }

    [Test]
    public async Task A_pivot_table_shows_a_figure_by_two_factors()
    {
        await using var report = await ReportPage.Open(Large(600));
        await report.Page.Locator("summary", new() { HasText = "Pivot table" }).ClickAsync();
        var pivot = report.Page.Locator("#explore details").First;

        await pivot.Locator("select").Nth(0).SelectOptionAsync(new SelectOptionValue { Label = "relevant tracers" });
        await pivot.Locator("select").Nth(1).SelectOptionAsync(new SelectOptionValue { Label = "strategy" });
        await pivot.Locator("select").Nth(2).SelectOptionAsync("cells");

        Assert.That(await pivot.Locator("thead th").AllInnerTextsAsync(), Is.EqualTo(new[] { "relevant tracers", "list_func", "call_ops" }));
        Assert.That((await pivot.Locator("tbody td").AllInnerTextsAsync()).Sum(int.Parse), Is.EqualTo(600));
    }

    [TestCase(ColorScheme.Light)]
    [TestCase(ColorScheme.Dark)]
    public async Task Texts_and_lines_have_the_contrast_of_WCAG_AA(ColorScheme scheme)
    {
        await using var report = await ReportPage.Open(MadeUp.PublishedTable(), scheme: scheme);

        // 4.5 for texts, 3 for what is drawn.
        var weak = await report.Page.EvaluateAsync<string[]>(
            """
            () => {
              const light = rgb => rgb.map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
              const parse = text => text.match(/[\d.]+/g).map(Number).slice(0, 3);
              const paper = light(parse(getComputedStyle(document.body).backgroundColor));
              const ratio = text => { const ink = light(parse(text)); return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05); };
              const found = [];
              for (const element of document.querySelectorAll("h1, h2, p, td, th, th button, caption, summary, li, dt, footer, label, .copy, .legend button"))
                if (element.checkVisibility() && ratio(getComputedStyle(element).color) < 4.5) found.push(element.tagName + " " + getComputedStyle(element).color);
              for (const element of document.querySelectorAll("#explore svg text")) if (ratio(getComputedStyle(element).fill) < 4.5) found.push("text " + getComputedStyle(element).fill);
              for (let i = 0; i < 7; i++) {
                const mark = document.createElement("span");
                mark.className = "s" + i;
                document.body.append(mark);
                if (ratio(getComputedStyle(mark).color) < 3) found.push("s" + i + " " + getComputedStyle(mark).color);
              }
              return found;
            }
            """);

        Assert.That(weak, Is.Empty);
    }

    [Test]
    public async Task Printing_shows_whole_tables_and_no_controls()
    {
        await using var report = await ReportPage.Open(MadeUp.PublishedTable());
        await report.Page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.That(await report.Page.Locator(".controls:visible, #explore:visible, .copy:visible, input:visible").CountAsync(), Is.Zero);
        Assert.That(await report.Page.Locator(".table").Last.EvaluateAsync<string>("element => getComputedStyle(element).overflow"), Is.EqualTo("visible"));
        Assert.That(await report.Page.PdfAsync(), Has.Length.GreaterThan(10_000));
    }

    [Test]
    public async Task Ten_thousand_cells_are_small_and_a_filter_answers_at_once()
    {
        var html = Sim.Reports.Html.HtmlReport.Of(Large(10_000), []);
        await using var report = await ReportPage.Open(html, scripts: true, 1000, ColorScheme.Light);
        await report.Page.Locator("summary", new() { HasText = "All 10,000 cells" }).ClickAsync();

        var milliseconds = await report.Page.EvaluateAsync<double>(
            """
            () => {
              const filter = document.querySelector("#explore input");
              const times = ["call_ops", "call_ops 17", "list", ""].map(words => {
                const start = performance.now();
                filter.value = words;
                filter.dispatchEvent(new Event("input"));
                document.body.offsetHeight;
                return performance.now() - start;
              });
              return Math.min(...times);
            }
            """);

        Assert.That(html, Has.Length.LessThan(10_000_000));
        Warn.Unless(milliseconds, Is.LessThan(200), "a busy machine, or a slow page");
        Assert.That(await report.Page.Locator("#explore caption").Last.InnerTextAsync(), Does.Contain("the first 200 of 10,000 cells"));
        Assert.That(report.Errors, Is.Empty);
    }

    [Test]
    public async Task A_table_of_few_cells_is_painted_within_a_second()
    {
        var html = Sim.Reports.Html.HtmlReport.Of(MadeUp.PublishedTable(), []);
        var watch = Stopwatch.StartNew();
        await using var report = await ReportPage.Open(html, scripts: true, 1000, ColorScheme.Light);

        var painted = await report.Page.EvaluateAsync<double>(
            """
            () => new Promise(done => new PerformanceObserver(list => list.getEntriesByName("first-contentful-paint").forEach(entry => done(entry.startTime)))
              .observe({ type: "paint", buffered: true }))
            """);

        Warn.Unless(painted, Is.LessThan(1000), $"a busy machine, or a slow page; all of it: {watch.ElapsedMilliseconds} ms");
        Assert.That(html, Has.Length.LessThan(2_000_000));
    }

    static ScenarioResults Large(int cells) => MadeUp.Of("large", "?",
    [
        .. from cell in Enumerable.Range(0, cells)
           let strategy = cell % 2 == 0 ? "list_func" : "call_ops"
           select MadeUp.Cell(strategy, $"k-{strategy}", 1 + (cell / 2 % 50), cell / 100, 3 + (cell % 97)),
    ]);
}
