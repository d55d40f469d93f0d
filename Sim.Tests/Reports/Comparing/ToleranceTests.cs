using Sim.Reports.Comparing;
using Sim.Reports.Results;

namespace Sim.Tests.Reports.Comparing;

public sealed class ToleranceTests
{
    static readonly IReadOnlyDictionary<string, ResultColumn> Columns = ResultColumns.All.ToDictionary(column => column.Name);

    // By as much as the tolerance is allowed, and nothing more, whatever binary fractions make of it.
    [TestCase(100, 101, 1, true)]
    [TestCase(100, 101.0001, 1, false)]
    [TestCase(100, 99, 1, true)]
    [TestCase(100, 98.9999, 1, false)]
    [TestCase(70, 70.7, 1, true)]
    [TestCase(1.1, 1.111, 1, true)]
    [TestCase(0.3, 0.303, 1, true)]
    [TestCase(-4, -4.04, 1, true)]
    [TestCase(-4, 4, 1, false)]
    [TestCase(10, 10.001, 0.01, true)]
    [TestCase(10, 10.0011, 0.01, false)]
    [TestCase(0, 0.0001, 100, false)]
    [TestCase(0, 0, 0, true)]
    [TestCase(1e20, 1.01e20, 1.1, true)]
    [TestCase(1e-20, 1.02e-20, 1, false)]
    [TestCase(100, 100.00000000000001, 0, false)]
    public void The_edge_of_a_tolerance_is_inside(double before, double now, double percent, bool allowed) =>
        Assert.That(Tolerance.Allows(new(before, ""), new(now, ""), percent), Is.EqualTo(allowed));

    [TestCase(100, 105.0001, 5, "+5.0001")]
    [TestCase(100, 94.996, 5, "-5.004")]
    [TestCase(100, 105.2, 5, "+5.2")]
    [TestCase(1000, 1000.501, 0.05, "+0.1")]
    [TestCase(1000, 1000.101, 0.01, "+0.0101")]
    [TestCase(1e9, 1e9 + 1, 0, "+0.0")]
    [TestCase(-4, 4, 100, "+200.0")]
    public void A_change_above_its_tolerance_is_shown_above_it(double before, double now, double tolerance, string percent) =>
        Assert.That(new Difference(Columns["overhead_ns"], new(before, ""), new(now, ""), tolerance).Percent, Is.EqualTo(percent));

    // Percentages by percent of the baseline's, like all numbers: of 50 % it is half a point.
    [TestCase("overhead_ns", 1.0)]
    [TestCase("cycles_per_call", 1.0)]
    [TestCase("utilisation_percent", 1.0)]
    [TestCase("calls_list_share", 1.0)]
    [TestCase("overhead_ns_p95", 1.0)]
    [TestCase("per_call_ns_mean", 1.0)]
    [TestCase("cycles_REGION_per_call", 1.0)]
    [TestCase("instructions_per_call", 0.0)]
    [TestCase("added_instructions_per_call", 0.0)]
    [TestCase("simulated_calls", null)]
    [TestCase("followed_calls", null)]
    public void Instructions_are_exact_and_how_a_figure_was_found_does_not_count(string column, double? percent) =>
        Assert.That(new Tolerance(1, new Dictionary<string, double>()).Of(Columns[column]), Is.EqualTo(percent));

    [Test]
    public void Without_a_tolerance_everything_is_exact()
    {
        foreach (var column in Columns.Values)
            Assert.That(Tolerance.Exact.Of(column), Is.Zero, column.Name);
    }

    [Test]
    public void A_column_that_is_named_has_its_own()
    {
        var tolerance = new Tolerance(1, new Dictionary<string, double> { ["instructions_per_call"] = 2, ["overhead_ns"] = 0 });

        Assert.That(tolerance.Of(Columns["instructions_per_call"]), Is.EqualTo(2));
        Assert.That(tolerance.Of(Columns["overhead_ns"]), Is.Zero);
        Assert.That(tolerance.Of(Columns["per_call_ns"]), Is.EqualTo(1));
    }

    [Test]
    public void Words_have_no_tolerance() => Assert.That(Tolerance.Allows(Figure.Of("ok"), Figure.Of("failed"), 100), Is.False);
}
