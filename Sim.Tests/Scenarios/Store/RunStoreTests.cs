using Sim.Core;
using Sim.Core.Mechanisms;
using Sim.Core.Runs;
using Sim.Scenarios.Running;
using Sim.Scenarios.Spec;
using Sim.Scenarios.Store;
using Sim.Tests.Validation;

namespace Sim.Tests.Scenarios.Store;

public sealed class RunStoreTests
{
    [TestCase("intro/01-one-tracer.yaml")]
    [TestCase("systems/open-load.yaml")]
    [TestCase("systems/attach-under-load.yaml")]
    public void A_result_is_read_back_as_it_was(string scenario)
    {
        using var folder = new TemporaryFolder();
        var spec = Shipped.Scenario(scenario, "workload.calls=300").Specs[^1];
        var result = Simulation.Run(spec);

        using (var store = RunStore.Open(folder.PathOf("results.db"), shared: false))
        {
            store.Keep(CellKey.Of(spec), new StoredRun(CellStatus.Ok, result, null));
            store.Flush();
        }

        using var again = RunStore.Open(folder.PathOf("results.db"), shared: false);
        Assert.That(CanonicalText.Of(again.Find(CellKey.Of(spec))!.Result), Is.EqualTo(CanonicalText.Of(result)));
    }

    [Test]
    public void A_second_writer_is_told_so()
    {
        using var folder = new TemporaryFolder();
        using var first = RunStore.Open(folder.PathOf("results.db"), shared: false);

        Assert.That(
            () => RunStore.Open(folder.PathOf("results.db"), shared: false),
            Throws.TypeOf<StoreException>().With.Message.EndsWith("results.db is in use by another process"));
    }

    [Test]
    public void A_run_that_failed_by_a_mistake_of_ours_is_tried_again()
    {
        using var folder = new TemporaryFolder();
        using var store = RunStore.Open(folder.PathOf("results.db"), shared: false);

        store.Keep("failed", new(CellStatus.Failed, null, "SimBug: stuck"));
        store.Keep("refused", new(CellStatus.Unsupported, null, "no"));
        store.Flush();

        Assert.That(store.Find("failed"), Is.Null);
        Assert.That(store.Find("refused"), Is.EqualTo(new StoredRun(CellStatus.Unsupported, null, "no")));
    }

    // A page of the file is overwritten: whatever is still read is right.
    [TestCase(0, 299)]
    [TestCase(2, 299)]
    [TestCase(3, 300, Description = "the index, from which nothing is read that the rows do not have")]
    [TestCase(20, 299)]
    public void Of_a_torn_file_only_whole_runs_are_used(int page, int most)
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("results.db");
        var spec = Shipped.Cell("neoverse-n1", "linux-6.12-debian", 1, 0);
        using (var store = RunStore.Open(path, shared: false))
        {
            for (var run = 0; run < 300; run++)
                store.Keep($"{run}", new(CellStatus.Ok, Results.Run(spec with { Calls = run + 1 }), null));
        }

        using (var file = File.OpenWrite(path))
        {
            file.Position = page * 4096;
            file.Write([.. Enumerable.Repeat((byte)'x', 4096)]);
        }

        using var torn = RunStore.Open(path, shared: false);
        Assert.That(torn.Damaged, Is.EqualTo(path + ".damaged"));
        var found = Enumerable.Range(0, 300).Select(run => (run, Outcome: torn.Find($"{run}"))).Where(item => item.Outcome is not null).ToList();

        Assert.That(found, Has.Count.AtMost(most));
        Assert.That(found.All(item => item.Outcome!.Result!.Calls == item.run + 1));
        torn.Keep("new", new(CellStatus.Unsupported, null, "no"));
        Assert.That(torn.Flush, Throws.Nothing);
    }
}
