using System.Text;
using Sim.Reports.Gates;

namespace Sim.Tests.Reports.Gates;

public sealed class JobSummaryTests
{
    static readonly string Long = string.Concat(Enumerable.Range(0, 60_000).Select(line => $"é line {line}\n"));

    [Test]
    public void What_fits_is_shown_as_it_is() => Assert.That(JobSummary.Fit("# Fine\n", JobSummary.MostBytes - 7), Is.EqualTo("# Fine\n"));

    [TestCase(0)]
    [TestCase(500_000)]
    public void What_does_not_fit_is_cut_after_a_line_and_says_so(long taken)
    {
        var shown = JobSummary.Fit(Long + Long, taken);

        Assert.That(Encoding.UTF8.GetByteCount(shown) + taken, Is.LessThanOrEqualTo(JobSummary.MostBytes).And.GreaterThan(JobSummary.MostBytes - 100));
        Assert.That(shown, Does.Match("é line [0-9]+\n\n\nThe rest does not fit on this page.\n$"));
    }

    [Test]
    public void Where_nothing_fits_nothing_is_shown() => Assert.That(JobSummary.Fit(Long, JobSummary.MostBytes), Is.Empty);
}
