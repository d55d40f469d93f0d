using Sim.Core.Runs;
using Sim.Scenarios.Analyses;
using Sim.Scenarios.Running;

namespace Sim.Tests.Validation;

/// <summary>Every shipped measurement that is not for calibration is predicted within its tolerance.</summary>
public class MeasuredRowsTests
{
    [TestCaseSource(nameof(Rows))]
    public void A_validation_row_is_within_its_tolerance(ValidationRow row)
    {
        Assert.That(row.Reason, Is.Null);
        Assert.That(row.Predicted, Is.EqualTo(row.Measurement.Value).Within(row.Measurement.TolerancePercent!.Value).Percent);
    }

    [Test]
    public void Instruction_counts_are_the_same_on_every_core()
    {
        var file = Shipped.Measurements("debian-icount.csv");
        var other = file with { Cores = file.Cores.ToDictionary(core => core.Key, _ => Shipped.Core("neoverse-n1")) };

        var (one, two) = (Validator.Predict(file, new Runner(2)), Validator.Predict(other, new Runner(2)));

        Assert.That(two.Select(row => row.Predicted), Is.EqualTo(one.Select(row => row.Predicted)));
    }

    [Test]
    public void No_order_of_two_measured_cells_is_reversed()
    {
        // Cells that were measured within 5 % of each other count as equal.
        var rows = Validator.Predict(Shipped.Measurements("rutland-2023-m1.csv"), new Runner(2))
            .Where(row => row.Measurement is { Role: not MeasurementRole.Context, Metric: "overhead_ns" })
            .ToList();

        var reversed =
            from one in rows
            from other in rows
            where one.Measurement.Value < 0.95 * other.Measurement.Value && !(one.Predicted < other.Predicted)
            select $"{one.Measurement} {one.Predicted} / {other.Measurement} {other.Predicted}";

        Assert.That(reversed, Is.Empty);
    }

    static IEnumerable<TestCaseData> Rows() =>
        from name in new[] { "debian-icount.csv", "rutland-2023-m1.csv" }
        from row in Validator.Predict(Shipped.Measurements(name), new Runner(2))
        let m = row.Measurement
        where m.Role == MeasurementRole.Validation
        select new TestCaseData(row).SetArgDisplayNames(
            m.Kernel, m.Tracer, $"{m.RelevantTracers}+{m.IrrelevantTracers}", m.OpsFlags.ToString(), m.Metric);
}
