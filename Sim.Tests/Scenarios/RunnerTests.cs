using System.Collections.Concurrent;
using Sim.Core.Diagnostics;
using Sim.Core.Mechanisms;
using Sim.Core.Runs;
using Sim.Scenarios.Files;
using Sim.Scenarios.Running;

namespace Sim.Tests.Scenarios;

public sealed class RunnerTests
{
    [Test]
    public void Results_are_in_plan_order_and_equal_for_any_number_of_jobs()
    {
        var scenario = Sample();

        var one = new Runner(1, Simulate).Run(scenario);
        var two = new Runner(2, Simulate).Run(scenario);

        Assert.That(one.Select(cell => cell.Cell), Is.EqualTo(Enumerable.Range(0, scenario.Cells.Count)));
        Assert.That(one.Select(Describe), Is.EqualTo(two.Select(Describe)));

        static RunResult Simulate(CellSpec spec, CancellationToken cancel)
        {
            if (spec.RelevantTracers == 2)
                throw new SimBug("two is\na crowd");
            Thread.Sleep(spec.RelevantTracers == 0 ? 5 : 0);
            return Results.Run(spec);
        }
    }

    [Test]
    public void A_cell_that_fails_says_why_and_leaves_the_others_alone()
    {
        var results = new Runner(2, (spec, _) => spec.RelevantTracers == 2 ? throw new SimBug("two is\na crowd") : Results.Run(spec)).Run(Sample());

        Assert.That(results.Select(cell => cell.Status), Is.EqualTo(new[]
        {
            CellStatus.Ok, CellStatus.Ok, CellStatus.Ok, CellStatus.Failed,
            CellStatus.Ok, CellStatus.Ok, CellStatus.Ok, CellStatus.Failed,
        }));
        Assert.That(results[3].Reason, Is.EqualTo("SimBug: two is a crowd"));
        Assert.That(Metric.Find("overhead_ns")!.Of(results[2]), Is.EqualTo(10));
    }

    [TestCase(false, CellStatus.Unsupported)]
    [TestCase(true, CellStatus.Unreachable)]
    public void A_cell_that_the_kernel_cannot_do_is_not_a_failure(bool outOfReach, CellStatus status)
    {
        var results = new Runner(2, (spec, _) => spec.RelevantTracers == 2 ? throw new CannotDispatchException("no") { OutOfReach = outOfReach } : Results.Run(spec)).Run(Sample());

        Assert.That(results[3].Status, Is.EqualTo(status));
        Assert.That(results[3].Reason, Is.EqualTo("no"));
    }

    [Test]
    public void Each_distinct_run_is_simulated_once_and_baselines_are_shared()
    {
        var runs = new ConcurrentBag<CellSpec>();

        new Runner(2, (spec, _) =>
        {
            runs.Add(spec);
            return Results.Run(spec);
        }).Run(Sample());

        Assert.That(runs.Distinct().Count(), Is.EqualTo(8));
        Assert.That(runs, Has.Count.EqualTo(8));
    }

    [Test]
    public void Cells_that_were_done_before_an_interruption_are_kept()
    {
        using var source = new CancellationTokenSource();

        var results = new Runner(1, (spec, cancel) =>
        {
            if (spec.RelevantTracers == 2)
                source.Cancel();
            cancel.ThrowIfCancellationRequested();
            return Results.Run(spec);
        }, source.Token).Run(Sample());

        Assert.That(results.Select(cell => cell.Cell), Is.EqualTo(new[] { 0, 1, 2 }));
    }

    [Test]
    public void Progress_is_told_of_each_cell_once()
    {
        var seen = new Recorder();

        new Runner(2, (spec, _) => Results.Run(spec)).Run(Sample(), seen);

        Assert.That(seen.Cells.Order(), Is.EqualTo(Enumerable.Range(0, 8)));
    }

    static string Describe(CellResult cell) =>
        $"{cell.Cell} {cell.Spec.Kernel.Name} {cell.Status} {cell.Reason} {cell.Run?.Cycles} {cell.Baseline?.Cycles}";

    static Scenario Sample()
    {
        using var folder = new TemporaryFolder();
        return ScenarioFile.Read(folder.Write("s.yaml", SampleScenario.Text), [], [])!;
    }

    sealed class Recorder : IProgress<CellResult>
    {
        public ConcurrentBag<int> Cells { get; } = [];

        public void Report(CellResult value) => Cells.Add(value.Cell);
    }
}
