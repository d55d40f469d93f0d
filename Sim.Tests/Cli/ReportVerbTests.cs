using Sim.Scenarios.Store;

namespace Sim.Tests.Cli;

/// <summary>All files of a run come back from its directory alone.</summary>
public sealed class ReportVerbTests
{
    const string Core = "schema: sim/core/1\nname: mine\ninherits: neoverse-n1\nbranches:\n  mispredict_cycles: { value: 11, guess: a test, range: [8, 14] }\n";

    [TestCase]
    [TestCase("--uncertainty", "3")]
    [TestCase("--no-steady-state")]
    [TestCase("--set", "workload.calls=500")]
    [TestCase("--seeds", "3")]
    public void The_files_of_a_run_are_made_again_without_its_inputs(params string[] options)
    {
        using var run = new SimRun();
        Directory.CreateDirectory(run.Path("inputs"));
        var scenario = run.Write("inputs/small.yaml", SimRun.Scenario.Replace("core: apple-m1-firestorm", "cores: [apple-m1-firestorm, mine]"));
        run.Write("inputs/mine.yaml", Core);
        Assert.That(run.Sim(["run", scenario, "--out", run.Path("out"), .. options]), Is.Zero, run.Stderr.ToString());
        var (table, files) = (run.Stdout.ToString(), Taken(run));
        Forget(run);

        var exit = run.Sim(["report", run.Path("out")]);

        Assert.That(exit, Is.Zero, run.Stderr.ToString());
        Assert.That(run.Stdout.ToString(), Is.EqualTo(table));
        Assert.That(files.Keys, Does.Contain("report.html").And.Contain("overhead.svg"));
        Same(run, files, "out");
    }

    [TestCase("07-own-trampoline")]
    [TestCase("11-own-tracer")]
    [TestCase("two-tools")]
    [TestCase("12-gates")]
    public void So_are_those_of_a_shipped_scenario(string name)
    {
        using var run = new SimRun();
        run.Sim(["run", name, "--out", run.Path("out")]);
        var files = Taken(run);
        run.Simulate = (_, _) => throw new InvalidOperationException("ran");

        var exit = run.Sim(["report", run.Path("out"), "--out", run.Path("again")]);

        Assert.That(exit, Is.Zero, run.Stderr.ToString());
        Same(run, files, "again");
    }

    [Test]
    public void A_cell_that_failed_keeps_its_reason()
    {
        using var run = new SimRun { Simulate = (cell, _) => cell.IrrelevantTracers == 10 ? throw new InvalidOperationException("no such thing") : SimRun.Counted(cell) };
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        run.Sim(["run", scenario, "--out", run.Path("out")]);
        var files = Taken(run);

        run.Sim(["report", run.Path("out"), "--out", run.Path("again")]);

        Assert.That(System.Text.Encoding.UTF8.GetString(files["results.csv"]), Does.Contain("no such thing"));
        Same(run, files, "again");
    }

    [Test]
    public void What_is_no_finished_run_is_refused_with_the_reason()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        run.Sim(["run", scenario, "--out", run.Path("shard"), "--shard", "0/2"]);
        run.Sim(["run", scenario, "--out", run.Path("lacks")]);
        run.Sim(["run", scenario, "--out", run.Path("older")]);
        run.Sim(["run", scenario, "--out", run.Path("other")]);
        run.Sim(["run", scenario, "--out", run.Path("before")]);
        Change(run, "lacks", store => store.Retain([]));
        Change(run, "older", store => store.SetFacts(store.Facts.Where(fact => fact.Key != "state").Append(new("state", "running"))));
        Change(run, "other", store => store.SetFacts(store.Facts.Where(fact => fact.Key != "model").Append(new("model", "000000000000"))));
        Change(run, "before", store => store.SetInputs([]));

        foreach (var (directory, message) in ((string, string)[])
        [
            ("nowhere", "has no results.db: it is no directory of a run"),
            ("shard", "is shard 0 of 2: 'sim merge' puts all shards together"),
            ("lacks", "lacks a run of its study"),
            ("older", "is not complete: run it with --resume"),
            ("other", "model version 000000000000 there"),
            ("before", "does not have the scenario"),
        ])
        {
            run.Stderr.GetStringBuilder().Clear();
            Assert.That(run.Sim(["report", run.Path(directory), "--out", run.Path("again")]), Is.EqualTo(2), directory);
            Assert.That(run.Stderr.ToString(), Does.Contain(message));
            Assert.That(Directory.Exists(run.Path("again")), Is.False);
        }
    }

    [TestCase("text", "is no file of results: its beginning is overwritten, or another program wrote it")]
    [TestCase("cut", "is damaged: it is cut short or overwritten")]
    [TestCase("empty", "has no table of runs: it is cut short to nothing, or another program wrote it")]
    public void A_damaged_file_is_told_in_words_with_what_to_do_which_helps(string damage, string message)
    {
        using var run = new SimRun();
        string[] words = ["run", run.Write("small.yaml", SimRun.Scenario), "--out", run.Path("out")];
        run.Sim(words);
        var path = Path.Combine(run.Path("out"), StudyStore.FileName);
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, damage switch { "text" => "hello\n"u8.ToArray(), "cut" => bytes[..4096], _ => [] });

        Assert.That(run.Sim(["report", run.Path("out")]), Is.EqualTo(2));

        var told = run.Stderr.ToString();
        Assert.That(told, Does.Contain($"{path} {message}; 'sim run' with the same words and --resume ").And.Not.Contain("SQLite"));
        Assert.That(run.Sim([.. words, "--resume"]), Is.Zero, run.Stderr.ToString());
        Assert.That(run.Sim(["report", run.Path("out")]), Is.Zero, run.Stderr.ToString());
    }

    static void Change(SimRun run, string directory, Action<RunStore> change)
    {
        using var store = RunStore.Open(Path.Combine(run.Path(directory), StudyStore.FileName), shared: false);
        change(store);
    }

    static Dictionary<string, byte[]> Taken(SimRun run) => Directory.GetFiles(run.Path("out"))
        .Where(path => Path.GetFileName(path) != StudyStore.FileName)
        .ToDictionary(path => Path.GetFileName(path)!, File.ReadAllBytes);

    // What is left is the store.
    static void Forget(SimRun run)
    {
        Directory.Delete(run.Path("inputs"), recursive: true);
        foreach (var path in Directory.GetFiles(run.Path("out")).Where(path => Path.GetFileName(path) != StudyStore.FileName))
            File.Delete(path);
        run.Stdout.GetStringBuilder().Clear();
        run.Simulate = (_, _) => throw new InvalidOperationException("ran");
    }

    static void Same(SimRun run, Dictionary<string, byte[]> files, string directory)
    {
        foreach (var (name, bytes) in files)
            Assert.That(File.ReadAllBytes(run.Path($"{directory}/{name}")), Is.EqualTo(bytes), name);
    }
}
