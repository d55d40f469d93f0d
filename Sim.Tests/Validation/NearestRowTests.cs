using Sim.Core.Runs;
using Sim.Reports.Remarks;
using Sim.Scenarios.Analyses;
using Sim.Scenarios.Measurements;
using Sim.Scenarios.Running;
using Sim.Tests.Reports;

namespace Sim.Tests.Validation;

public class NearestRowTests
{
    [TestCase("apple-m1-firestorm", "[{ relevant: 1, irrelevant: [1, 5] }]", 2)]
    [TestCase("apple-m1-firestorm", "[{ relevant: 1, irrelevant: [1, 500] }]", 1)]
    [TestCase("neoverse-n1", "[{ relevant: 1, irrelevant: [1, 5] }]", 0)]
    public void Cells_between_measured_ones_are_inside_the_validated_range(string core, string sweep, int inside)
    {
        var nearest = Nearest("validation/rutland-2023-call-ops.yaml", $"core={core}", $"sweep={sweep}");

        Assert.That(nearest.Select(found => found.Strategy), Is.EqualTo(new[] { "list_func", "call_ops" }));
        Assert.That(nearest.Select(found => found.Inside), Is.All.EqualTo(inside));
        Assert.That(nearest[0].Row!.Measurement, Is.EqualTo(nearest[0].Row!.Measurement with { Core = "apple-m1-firestorm", RelevantTracers = 1, IrrelevantTracers = 1 }));
        Assert.That(nearest[0].Row!.ErrorPercent, Is.Not.Null);
    }

    [Test]
    public void A_strategy_that_nobody_has_measured_has_no_nearest_row()
    {
        var mcount = Nearest("intro/01-one-tracer.yaml").Single(found => found.Strategy == "mcount");

        Assert.That((mcount.Inside, mcount.Row), Is.EqualTo((0, (ValidationRow?)null)));
    }

    [Test]
    public void Times_that_are_published_and_not_checked_are_named_with_their_source()
    {
        var direct = Nearest("intro/08-direct-calls.yaml", "core=cortex-a72").Single(found => found.Strategy == "direct_call");
        var oneTracer = Nearest("intro/01-one-tracer.yaml", "core=cortex-a72");
        var mcount = oneTracer.Single(found => found.Strategy == "mcount");
        var ops = oneTracer.Single(found => found.Strategy == "call_ops");

        Assert.That(direct.Row, Is.Null);
        Assert.That(Sure(direct), Does.EndWith(
            "no time of this strategy is checked; published as context: bpf-on-arm64, cortex-a72, tracer bpf: 161 to 450 ns, of which a prediction has a part (docs/accuracy.md, BPF)"));
        Assert.That(Sure(ops), Does.Contain("no time of this strategy is checked on this core; nearest measured row: rutland-2023-call-ops").And.EndWith(
            "; published as context: bpf-on-arm64, cortex-a72, tracer bpf: 983 to 1,050 ns, of which a prediction has a part (docs/accuracy.md, BPF)"));
        Assert.That(Sure(mcount), Does.EndWith("no time of this strategy is checked, and none of the measurement files has one"));
    }

    static string Sure(NearestMeasurement nearest) =>
        Confidence.Of(MadeUp.PublishedTable() with { Nearest = [nearest] }).Single(remark => remark.StartsWith(nearest.Core + ", ", StringComparison.Ordinal));

    static IReadOnlyList<NearestMeasurement> Nearest(string path, params string[] overrides)
    {
        var scenario = Shipped.Scenario(path, [.. overrides, "workload.calls=100"]);
        return NearestRows.Of(new Runner(2).Run(scenario), scenario.Measurements, new Runner(2));
    }
}
