using Microsoft.Playwright;
using Sim.Reports.Cells;
using Sim.Reports.Charts;
using Sim.Reports.Html;

namespace Sim.Tests.Reports.Browser;

/// <summary>A report in Chromium, with all that the browser complained about or asked for.</summary>
sealed class ReportPage : IAsyncDisposable
{
    static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    readonly IPlaywright _playwright;
    readonly IBrowser _browser;
    readonly string _file;

    ReportPage(IPlaywright playwright, IBrowser browser, IPage page, string file) => (_playwright, _browser, Page, _file) = (playwright, browser, page, file);

    public IPage Page { get; }

    /// <summary>Errors of the page and of its console, policy violations among them.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>What it asked for besides itself.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Opens a report; the test is skipped where there is no browser.</summary>
    public static Task<ReportPage> Open(ScenarioResults results, bool scripts = true, int width = 1000, ColorScheme scheme = ColorScheme.Light) =>
        Open(HtmlReport.Of(results, OverheadChart.Draw(results) is { } chart ? [(chart.ToSvg(), "Chart")] : []), scripts, width, scheme);

    public static async Task<ReportPage> Open(string html, bool scripts, int width, ColorScheme scheme)
    {
        if (Browsers.FirstOrDefault(File.Exists) is not { } executable)
        {
            Assert.Ignore("no Chromium here: apt-get install chromium");
            throw new InvalidOperationException();
        }

        var file = Path.Combine(Path.GetTempPath(), $"sim-report-{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, html);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        var context = await browser.NewContextAsync(new() { JavaScriptEnabled = scripts, ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        var page = new ReportPage(playwright, browser, await context.NewPageAsync(), file);
        page.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                page.Errors.Add(message.Text);
        };
        page.Page.PageError += (_, error) => page.Errors.Add(error);
        page.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.EndsWith(Path.GetFileName(file), StringComparison.Ordinal))
                page.Requests.Add(request.Url);
        };
        await page.Page.GotoAsync(new Uri(file).AbsoluteUri);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        File.Delete(_file);
    }
}
