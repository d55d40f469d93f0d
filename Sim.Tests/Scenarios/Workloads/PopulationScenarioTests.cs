using Sim.Core.Diagnostics;
using Sim.Core.Kernel;
using Sim.Core.Loads.Population;
using Sim.Core.Runs;
using Sim.Scenarios.Files;

namespace Sim.Tests.Scenarios.Workloads;

public sealed class PopulationScenarioTests
{
    const string Workload = "workload: { kind: function_profile, profile: p.csv, calls: 100, functions: 2, work_instructions: 20 }";

    [Test]
    public void A_profile_that_is_missing_is_missing_at_every_point_of_a_sweep()
    {
        using var folder = new TemporaryFolder();

        var shown = folder.Mistakes("""
            # Why?
            schema: sim/scenario/1
            name: s
            core: neoverse-n1
            kernel: linux-6.12-debian
            workload: { kind: function_profile, profile: nothere.csv, calls: 10 }
            tracers:
              e: { tracer: $t, filter: all }
            sweep:
              - { t: [count, nop] }
            """);

        Assert.That(shown, Is.EqualTo("""
            s.yaml:6:46: error SIM101: there is no file 'nothere.csv'
             6 | workload: { kind: function_profile, profile: nothere.csv, calls: 10 }
               |                                              ^^^^^^^^^^^
             hint: Looked for nothere.csv.
            """));
    }

    [Test]
    public void A_profile_and_tools_become_a_cell()
    {
        using var folder = new TemporaryFolder();
        folder.Write("p.csv", "vfs_read,10\nvfs_write,20\ndput,1\n");
        var text = Text(Workload, "mine: { tracer: count, filter: [vfs_*] }", "theirs: { count: 3, filter: all, share: 50 %, flags: [rcu] }");
        var bag = new DiagnosticBag();

        var cell = ScenarioFile.Read(folder.Write("s.yaml", text), ["seed=7"], bag)!.Specs.Single();

        Assert.That(bag, Is.Empty);
        Assert.That(cell.Population!.Profile.Functions.Select(function => function.Name), Is.EqualTo(new[] { "vfs_write", "vfs_read", "dput" }));
        Assert.That((cell.Population.Functions, cell.Population.WorkInstructions, cell.Population.Seed), Is.EqualTo((2, 20, 7L)));
        Assert.That(cell.Tools.All, Is.EqualTo(new Tool[]
        {
            new("mine", "count", 1, new("vfs_*", 1), OpsFlags.None), new("theirs", "nop", 3, new("", 0.5), OpsFlags.Rcu),
        }));
        Assert.That((cell.Tracer, cell.RelevantTracers), Is.EqualTo(("count+nop", 4)));
    }

    [TestCase("filter: dput", "SIM246: 'dput' names none of the 2 functions\n 8 |   mine: { filter: dput }\n   |                   ^^^^\n hint: It names 'dput', number 3 of the profile's 3: the workload has only the first 2 ('functions').")]
    [TestCase("filter: [vfs_*, dp*]", "SIM246: 'dp*' names none of the 2 functions\n 8 |   mine: { filter: [vfs_*, dp*] }\n   |                           ^^^\n hint: It names 'dput', number 3 of the profile's 3: the workload has only the first 2 ('functions').")]
    [TestCase("filter: [vfs_raed]", "SIM246: 'vfs_raed' names none of the 2 functions\n 8 |   mine: { filter: [vfs_raed] }\n   |                    ^^^^^^^^\n hint: did you mean 'vfs_read'?")]
    [TestCase("filter: all, share: 120 %", "SIM121: share '120 %' is not from 0.01 to 100 %")]
    [TestCase("tracer: count", "SIM111: mine has no key 'filter'")]
    [TestCase("filter: all, tracer: cuont", "SIM102: unknown tracer 'cuont'")]
    [TestCase("filter: all, count: 20_000", "SIM121: count '20_000' is not from 0 to 10,000")]
    public void A_wrong_tool_is_shown_where_it_stands(string tool, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("p.csv", "vfs_read,10\nvfs_write,20\ndput,1\n");

        Assert.That(folder.Mistakes(Text(Workload, $"mine: {{ {tool} }}")), Does.Contain(expected));
    }

    [Test]
    public void What_a_tracer_printed_is_a_workload_as_it_is_and_what_it_lost_is_said()
    {
        using var folder = new TemporaryFolder();
        folder.Write("t.txt", " a-1 [000] ..... 1.5: foo <-bar\nCPU:1 [LOST EVENTS]\n a-2 [001] ..... 1.6: bar <-main\n a-1 [000] ..... 1.7: foo <-bar\n");
        folder.Write("s.yaml", Text("workload: { kind: function_profile, trace: t.txt, calls: 100 }", "mine: { filter: all }"));

        var scenario = ScenarioFile.Read(folder.PathOf("s.yaml"), [], [])!;

        var population = scenario.Specs[0].Population!;
        Assert.That(population.Recorded!.Select(call => population.Profile.Functions[call].Name), Is.EqualTo(new[] { "foo", "foo", "bar" }));
        Assert.That(scenario.Remarks, Is.EqualTo(new[]
        {
            "t.txt: lost events: the recording misses an unknown number of calls",
            "t.txt: the file has calls of 2 CPUs (0, 1): they are kept apart; sim import trace --cpu N takes one",
        }));
    }

    [TestCase("profile: q.csv", "s.yaml:6:46: error SIM101: there is no file 'q.csv'")]
    [TestCase("profile: bad.csv", "bad.csv:2:1: error SIM242: no function with its hits: 'vfs_read'")]
    [TestCase("profile: p.csv, trace: p.csv", "SIM114: the workload must have 'profile' or 'trace', and not both")]
    [TestCase("trace: q.txt", "SIM101: there is no file 'q.txt'")]
    [TestCase("functions: 3", "s.yaml:6:11: error SIM111: workload has no key 'profile'")]
    [TestCase("profile: p.csv, work_instructions: 7", "SIM121: work_instructions '7' is not from 8 to 1,000")]
    [TestCase("profile: p.csv, cals: 7", "SIM110: workload has an unknown key 'cals'")]
    public void A_wrong_workload_is_shown_where_it_stands(string keys, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("p.csv", "vfs_read,10\n");
        folder.Write("bad.csv", "vfs_write,1\nvfs_read\n");

        var shown = folder.Mistakes(Text($"workload: {{ kind: function_profile, {keys}, calls: 100 }}", "mine: { filter: all }"));

        Assert.That(shown, Does.Contain(expected));
    }

    [Test]
    public void A_recorded_trace_is_called_in_its_order()
    {
        using var folder = new TemporaryFolder();
        folder.Write("t.txt", "a-1 [000] ..... 1.5: once <-x\na-1 [000] ..... 1.6: twice <-x\na-1 [000] ..... 1.7: twice <-x\n");
        var text = Text("workload: { kind: function_profile, trace: t.txt, calls: 4 }", "mine: { tracer: count, filter: twice }");
        var bag = new DiagnosticBag();

        var cell = ScenarioFile.Read(folder.Write("s.yaml", text), [], bag)!.Specs.Single();

        Assert.That(bag, Is.Empty);
        Assert.That(cell.Population!.Profile.Functions.Select(function => function.Name), Is.EqualTo(new[] { "twice", "once" }));
        Assert.That(cell.Population.Recorded, Is.EqualTo(new[] { 1, 0, 0 }));
        var population = FunctionPopulation.Build(cell, cell.Population);
        var stops = Enumerable.Range(0, 6).Select(_ => population.NextCall()).ToList();
        Assert.That((stops[1] == stops[2], stops[0] == stops[1], stops[3] == stops[0], stops[4] == stops[5]), Is.EqualTo((true, false, true, true)));
    }

    [TestCase("event: attach, at: 1 ms, tool: mine, length: 20 us", "")]
    [TestCase("event: attach, at: 1 ms, tool: mien", "SIM102: unknown tool 'mien'")]
    [TestCase("event: detach, tool: mine", "SIM111: a timeline entry has no key 'at'")]
    [TestCase("event: attach, at: 1 ms, tool: mine, times: 3", "SIM110: a timeline entry has an unknown key 'times'")]
    [TestCase("event: attach, at: 1 ms, tool: mine, length: 20 us, every: 10 us", "SIM123: every is shorter than length")]
    public void A_tool_may_come_and_go_on_the_timeline(string entry, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("p.csv", "vfs_read,10\nvfs_write,20\n");

        var shown = folder.Mistakes(Text(Workload, "mine: { filter: all }") + $"timeline: [{{ {entry} }}]");

        Assert.That(shown, expected.Length == 0 ? Is.Empty : Does.Contain(expected));
    }

    [TestCase("{ event: attach, at: 2 us, tool: mine }, { event: detach, at: 1 us, tool: mine }", "")]
    [TestCase("{ event: attach, at: 1 us, tool: mine }, { event: attach, at: 2 us, tool: theirs }", "")]
    [TestCase("{ event: attach, at: 1 us, tool: mine }, { event: attach, at: 2 us, tool: mine }", """
        s.yaml:10:53: error SIM270: mine is attached already: attach mine at 1 us
        """)]
    [TestCase("{ event: detach, at: 3 us, tool: mine }, { event: attach, at: 1 us, tool: mine }, { event: detach, at: 2 us, tool: mine }", """
        s.yaml:10:12: error SIM270: mine is detached already: detach mine at 2 us
        """)]
    public void A_tool_comes_and_goes_in_turn_in_the_order_of_time(string entries, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("p.csv", "vfs_read,10\nvfs_write,20\n");

        var shown = folder.Mistakes(Text(Workload, "mine: { filter: all }", "theirs: { filter: all }") + $"timeline: [{entries}]");

        Assert.That(shown, expected.Length == 0 ? Is.Empty : Does.StartWith(expected.Trim()));
    }

    static string Text(string workload, params string[] tools) =>
        $"""
        # Is it fast?
        schema: sim/scenario/1
        name: s
        core: neoverse-n1
        kernel: linux-6.12-debian
        {workload}
        tracers:
          {string.Join("\n  ", tools)}

        """;
}
