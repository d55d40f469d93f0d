using Sim.Reports.Charts;

namespace Sim.Tests.Reports;

public sealed class NumberScaleTests
{
    [TestCase(new double[] { 0, 50, 200, 1000, 20_000 }, true)]
    [TestCase(new double[] { 1, 2, 4, 8, 16, 32 }, true)]
    [TestCase(new double[] { 30, 40, 50, 200 }, true)]
    [TestCase(new double[] { 0, 1, 10 }, true)]
    [TestCase(new double[] { 0, 16, 32, 48 }, false)]
    [TestCase(new double[] { 0, 1, 2, 5, 10 }, false)]
    [TestCase(new double[] { 0, 10 }, false)]
    [TestCase(new double[] { -5, 1, 1000 }, false)]
    public void An_axis_is_logarithmic_where_that_leaves_values_far_apart_more_room(double[] values, bool isLog) =>
        Assert.That(new NumberScale(values).IsLog, Is.EqualTo(isLog));

    [Test]
    public void Even_steps_are_never_logarithmic() =>
        Assert.That(new NumberScale(Enumerable.Range(0, 25).Select(value => (double)value)).IsLog, Is.False);
}
