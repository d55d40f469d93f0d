using Sim.Core.Runs;
using Sim.Reports.Tables;

namespace Sim.Tests.Reports;

public sealed class SweepSummaryTests
{
    [Test]
    public void A_large_sweep_fits_a_screen_with_its_extremes_and_what_failed()
    {
        List<CellResult> cells =
        [
            .. from kernel in Enumerable.Range(0, 30)
               from tracers in Enumerable.Range(0, 40)
               select MadeUp.Cell("call_ops", $"k{kernel}", 1, tracers, 1 + kernel + (tracers / 10.0)),
        ];
        cells[7] = cells[7] with { Status = CellStatus.Unsupported, Reason = "no such thing", Run = null, Baseline = null };

        var lines = TextRenderer.Render(ScenarioDocument.Of(MadeUp.Of("large", "?", cells))).Split('\n');

        Assert.That(lines, Has.Length.LessThan(50));
        Assert.That(lines, Has.Some.Match(@"call_ops, k29 +40 +30\.0 +1\+0 +32\.0 +33\.9 +1\+39 +0"));
        Assert.That(lines, Has.Some.Contain("1 cell without numbers: no such thing").And.Some.Contain("all 1,200 cells are in results.csv"));
        Assert.That(lines, Has.Some.Contain("15 groups with less overhead are left out"));
    }

    [Test]
    public void A_small_one_shows_every_cell() =>
        Assert.That(TextRenderer.Render(ScenarioDocument.Of(MadeUp.PublishedTable())), Does.Not.Contain("by group"));
}
