using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using Sim.Core;
using Sim.Core.Runs;

namespace Sim.Tests.Validation.Queueing;

/// <summary>Open loads against queueing theory: calls of a warm core take equally long, so that Poisson arrivals make an M/D/1 queue.</summary>
public class ClosedFormTests
{
    const int Seeds = 12;

    [TestCase(0.3, true, 200_000, 1)]
    [TestCase(0.6, true, 200_000, 1)]
    [TestCase(0.9, true, 200_000, 4)]
    [TestCase(0.3, false, 4000, 5)]
    [TestCase(0.6, false, 4000, 5)]
    [TestCase(0.9, false, 4000, 20)]
    public void Mean_wait_under_Poisson_arrivals_is_that_of_M_D_1(double load, bool steadyState, long calls, double mostPercent)
    {
        var service = Service();
        var expected = load * service / (2 * (1 - load));

        var waits = Runs(load, steadyState, calls).Select(run => run.OpenLoad!.WaitMeanNs).ToList();

        // Of the mean over seeds, by Student's t.
        var (mean, deviation) = waits.MeanStandardDeviation();
        var half = StudentT.InvCDF(0, 1, Seeds - 1, 0.975) * deviation / Math.Sqrt(Seeds);
        TestContext.Out.WriteLine(FormattableString.Invariant($"{mean:0.00} +- {half:0.00} ns, expected {expected:0.00} ns"));
        Assert.That(mean, Is.EqualTo(expected).Within(half));

        // Narrow enough to fail: exponential service would double the wait, and no wait would be zero.
        Assert.That(half, Is.LessThan(expected * mostPercent / 100));
    }

    [TestCase(0.3)]
    [TestCase(0.9)]
    public void Utilisation_is_rate_times_service(double load)
    {
        var run = Runs(load, steadyState: true, calls: 200_000).First();

        var utilisation = Metric.Find("utilisation_percent")!.Value(run, run);

        Assert.That(utilisation, Is.EqualTo(100 * load).Within(1).Percent);
    }

    [TestCase(0.5)]
    [TestCase(0.99)]
    public void Under_fixed_arrivals_nobody_waits_below_full_load(double load)
    {
        var run = Simulation.Run(Cell(ArrivalKind.Fixed, load, seed: 1, calls: 100_000));

        Assert.That(run.OpenLoad!.WaitMeanNs, Is.Zero);
        Assert.That(run.OpenLoad.QueueLongest, Is.Zero);
        Assert.That(run.OpenLoad.Responses.LongestNs, Is.EqualTo(Service()).Within(1e-9));
    }

    [Test]
    public void Under_overload_the_queue_grows_with_the_run()
    {
        // Of 1.25 calls that arrive, one is served.
        var (run, longer) = (Simulation.Run(Cell(ArrivalKind.Fixed, 1.25, seed: 1, calls: 10_000)), Simulation.Run(Cell(ArrivalKind.Fixed, 1.25, seed: 1, calls: 20_000)));

        Assert.That(run.OpenLoad!.QueueLongest, Is.EqualTo(2000).Within(2));
        Assert.That(longer.OpenLoad!.QueueLongest, Is.EqualTo(4000).Within(2));
        Assert.That(run.OpenLoad.WaitMeanNs, Is.EqualTo(5000 * 0.2 * Service()).Within(1).Percent);
    }

    static IEnumerable<RunResult> Runs(double load, bool steadyState, long calls) =>
        Enumerable.Range(1, Seeds).Select(seed => Simulation.Run(Cell(ArrivalKind.Poisson, load, seed, calls) with { SteadyState = steadyState }));

    // Nanoseconds of a call that does not wait.
    static double Service() => Simulation.Run(Loop(1000) with { Arrivals = new(ArrivalKind.Fixed, 100_000_000, 0) }).OpenLoad!.ResponseMeanNs;

    static CellSpec Cell(ArrivalKind kind, double load, long seed, long calls) =>
        Loop(calls) with { Arrivals = new(kind, (long)Math.Round(1000 * Service() / load), seed) };

    static CellSpec Loop(long calls) => Shipped.Cell("neoverse-n1", "linux-6.3-call-ops", 1, 0, calls);
}
