using Sim.Core.Runs;
using Sim.Scenarios.Analyses;
using Sim.Scenarios.Measurements;
using Sim.Tests.Reports;

namespace Sim.Tests.Scenarios;

public sealed class ValidationSumTests
{
    [Test]
    public void Checked_and_fitted_rows_are_summed_apart()
    {
        var sums = ValidationSums.Of([Row("list_func", 10, 11), Row("list_func", 20, 18), Row("list_func", 5, 10, MeasurementRole.Calibration)]);

        Assert.That(sums.Select(sum => (sum.Role, sum.MeanErrorPercent, sum.Worst!.ErrorPercent)), Is.EqualTo(new[]
        {
            (MeasurementRole.Validation, (double?)10, (double?)10),
            (MeasurementRole.Calibration, 100, 100),
        }));
    }

    [Test]
    public void The_order_of_strategies_is_right_or_wrong()
    {
        Assert.That(Rank(Row("call_ops", 2, 1), Row("list_func", 10, 5), Row("list_func", 20, 9)), Is.EqualTo(1));
        Assert.That(Rank(Row("call_ops", 2, 9), Row("list_func", 10, 5), Row("list_func", 20, 1)), Is.EqualTo(-1));
        Assert.That(Rank(Row("list_func", 2, 1), Row("list_func", 10, 5), Row("list_func", 20, 9)), Is.Null);
    }

    static double? Rank(params ValidationRow[] rows) => ValidationSums.Of(rows).Single().RankCorrelation;

    static ValidationRow Row(string strategy, double measured, double predicted, MeasurementRole role = MeasurementRole.Validation) =>
        new(MadeUp.Measured(strategy, "linux-6.2-args", 1, 1, measured, role), predicted, null);
}
