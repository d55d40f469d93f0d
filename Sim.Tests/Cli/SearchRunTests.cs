namespace Sim.Tests.Cli;

/// <summary>A scenario with a search has rules for the cells that always run.</summary>
public sealed class SearchRunTests
{
    const string Search = "  - { irrelevant: 0..1000, find: { smallest: irrelevant, such_that: overhead_ns > 100 ns } }\n";

    // Of call_ops and list_func alike, a tracer is ten nanoseconds here: 20,010 with 2000 others.
    [TestCase("20000 ns", 1)]
    [TestCase("21000 ns", 0)]
    public void Budgets_are_about_cells_that_no_search_decides_on(string bound, int code)
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", Text($"{Search}  - {{ irrelevant: 2000 }}\n", bound));

        Assert.That(run.Sim(["run", scenario, "--out", run.Path("out")]), Is.EqualTo(code), run.Stderr.ToString());
        Assert.That(run.Stderr.ToString().Split("budget broken").Length - 1, Is.EqualTo(code));
        Assert.That(File.ReadAllText(run.Path("out/results.json")), Does.Contain("\"compared\": 2"));
        Assert.That(run.Sim(["report", run.Path("out"), "--out", run.Path("again")]), Is.Zero);
        Assert.That(File.ReadAllText(run.Path("again/results.json")), Is.EqualTo(File.ReadAllText(run.Path("out/results.json"))));
    }

    [Test]
    public void Where_a_search_decides_on_all_cells_the_message_says_how_to_bound_its_answer()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["check", run.Write("small.yaml", Text(Search, "100 ns"))]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("every entry of 'sweep' has 'find'").And.Contain("add an entry with one value of irrelevant and no 'find', and a budget on overhead_ns there"));
    }

    static string Text(string sweep, string bound) =>
        SimRun.Scenario.Replace("  - { irrelevant: [0, 1, 10] }\n", sweep) + $"budgets:\n  - {{ metric: overhead_ns, at_most: {bound} }}\n";
}
