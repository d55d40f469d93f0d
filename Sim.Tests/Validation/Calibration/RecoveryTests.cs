using Sim.Core.Kernel;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Analyses;
using Sim.Scenarios.Calibration;
using Sim.Scenarios.Measurements;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Running;
using Sim.Tests.Scenarios;

namespace Sim.Tests.Validation.Calibration;

/// <summary>Figures made by a core with known values, with errors of measurement, give the values back as far as the fit says it is sure.</summary>
public sealed class RecoveryTests
{
    const double Noise = 0.02;

    // Kernel, strategy, relevant and irrelevant tracers.
    static readonly (string, string, int, int)[] Cells =
    [
        ("linux-6.2-args", "list_func", 0, 0), ("linux-6.2-args", "list_func", 1, 0), ("linux-6.2-args", "list_func", 2, 0),
        ("linux-6.2-args", "list_func", 10, 0), ("linux-6.2-args", "list_func", 1, 10), ("linux-6.2-args", "list_func", 1, 100),
 ("linux-6.3-call-ops", "call_ops", 1, 0), ("linux-6.3-call-ops", "call_ops", 2, 0),
    ];

    [Test]
    public void The_values_of_an_out_of_order_core_come_back([Values(1, 2, 3)] int seed)
    {
        var found = Fit(Core("neoverse-n1"), seed, ("forwarding.fail_latency", 14), ("forwarding.release_latency", 24));

        // Its list walk waits for store-releases, and for no other store.
        Assert.That(found.Parameters.Select(parameter => parameter.IsSeen), Is.EqualTo(new[] { false, true }));
    }

    [Test]
    public void The_values_of_an_in_order_core_come_back([Values(1, 2, 3)] int seed)
    {
        var found = Fit(Core("cortex-a55"), seed, ("branches.btb.bubble", 1), ("forwarding.fail_latency", 16), ("memory.l2.latency", 13));

        Assert.That(found.Parameters[1].IsSeen, Is.True);
    }

    [Test]
    public void Values_that_make_up_for_each_other_are_named()
    {
        using var folder = new TemporaryFolder();
        var core = Core(folder.Write("two.yaml",
            """
            # Two values that only show together
            schema: sim/core/1
            name: two
            inherits: neoverse-n1
            ordering:
              store_release: { value: 2, guess: "not published", range: [1, 10], free: true }
            """));

        var found = Fit(core, 1, ("forwarding.release_latency", 24), ("ordering.store_release", 4));

        Assert.That(found.Alike.Select(pair => (pair.One, pair.Other)), Is.EqualTo(new[] { ("forwarding.release_latency", "ordering.store_release") }));
    }

    [Test]
    public void The_same_seed_gives_the_same_fit()
    {
        var core = Core("neoverse-n1");
        var file = Made(core, new() { ["forwarding.release_latency"] = 24 }, new Random(4));

        var (one, two) = (Calibrator.Fit(core, [], [file], [], 7, new Runner(1), [])!, Calibrator.Fit(core, [], [file], [], 7, new Runner(2), [])!);

        Assert.That(two.Parameters, Is.EqualTo(one.Parameters));
        Assert.That(two.Rows, Is.EqualTo(one.Rows));
    }

    static Profile<CoreProfile> Core(string name) => Profile.ReadCore(name, [])!;

    static CalibrationResult Fit(Profile<CoreProfile> core, int seed, params (string Key, int Value)[] truth)
    {
        var file = Made(core, truth.ToDictionary(value => value.Key, value => (double)value.Value), new Random(seed));

        var found = Calibrator.Fit(core, [.. truth.Select(value => value.Key)], [file], [], seed: 0, new Runner(2), [])!;

        foreach (var (parameter, (key, value)) in found.Parameters.Zip(truth))
        {
            Assert.That(parameter.Key, Is.EqualTo(key));
            Assert.That(value, Is.InRange(parameter.Sure.Low, parameter.Sure.High), $"{parameter}");
        }

        return found;
    }

    static MeasurementFile Made(Profile<CoreProfile> core, Dictionary<string, double> truth, Random noise)
    {
        List<Measurement> rows =
        [
            .. from cell in Cells
               select new Measurement
               {
                   Source = "made",
                   Core = core.Value.Name,
                   Kernel = cell.Item1,
                   Strategy = cell.Item2,
                   Tracer = "nop",
                   RelevantTracers = cell.Item3,
                   IrrelevantTracers = cell.Item4,
                   OpsFlags = OpsFlags.None,
                   Calls = 100_000,
                   Metric = cell.Item3 == 0 ? "per_call_ns" : "overhead_ns",
                   Value = 1,
                   Role = MeasurementRole.Calibration,
                   TolerancePercent = null,
               },
        ];
        var kernels = Cells.Select(cell => cell.Item1).Distinct().ToDictionary(kernel => kernel, Shipped.Kernel);
        var file = new MeasurementFile("made.csv", rows, new Dictionary<string, CoreProfile> { [core.Value.Name] = core.Vary(truth)! }, kernels);
        var predicted = Validator.Predict(file, new Runner(2));
        return file with { Rows = [.. predicted.Select(row => row.Measurement with { Value = row.Predicted!.Value * (1 + (Noise * Normal(noise))) })] };
    }

    static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
