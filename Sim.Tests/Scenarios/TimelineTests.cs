using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Files;

namespace Sim.Tests.Scenarios;

public sealed class TimelineTests
{
    const long Microsecond = 1_000_000;

    [TestCase("{ event: tick, every: 4 ms, length: 2 us }", TimelineKind.Tick, 4000, 4000, null, 2, 0)]
    [TestCase("{ event: time_slice, at: 1 ms, length: 4 ms, times: 3 }", TimelineKind.TimeSlice, 1000, 4000, 3L, 4000, 0)]
    [TestCase("{ event: interrupt, at: 10 us, polluted_lines: 500 }", TimelineKind.Interrupt, 10, 0, 1L, 0, 500)]
    [TestCase("{ event: interrupt, at: 0 us, every: 50 us, times: 2, length: 1 us }", TimelineKind.Interrupt, 0, 50, 2L, 1, 0)]
    public void An_entry_says_when_how_often_and_how_long(
        string text, TimelineKind kind, long atUs, long everyUs, long? times, long lengthUs, int lines)
    {
        var entry = Read($"timeline: [{text}]").Specs[0].Timeline.Entries.Single();

        Assert.That(entry, Is.EqualTo(
            new TimelineEntry(kind, atUs * Microsecond, everyUs * Microsecond, times, lengthUs * Microsecond, lines)));
    }

    [TestCase("{ event: context_switch, at: 1 ms, length: 2 us, polluted_lines: 100 }", 2, false, "context_switch 2 us polluting 100 among 2 tasks from 1 ms")]
    [TestCase(
        "{ event: context_switch, every: 10 us, tasks: 3, flush_predictors: true }", 3, true, "context_switch 0 s among 3 tasks, predictors flushed, every 10 us from 10 us")]
    [TestCase("{ event: tracing_off, at: 1 ms }", 0, false, "tracing_off 0 s from 1 ms")]
    [TestCase("{ event: tracing_on, at: 1 ms, length: 30 us }", 0, false, "tracing_on 30 us from 1 ms")]
    public void A_switch_has_tasks_and_may_flush_predictors(string text, int tasks, bool flushes, string inWords)
    {
        var entry = Read($"timeline: [{text}]").Specs[0].Timeline.Entries.Single();

        Assert.That((entry.Tasks, entry.FlushesPredictors), Is.EqualTo((tasks, flushes)));
        Assert.That(entry.ToString(), Is.EqualTo(inWords));
    }

    [TestCase("timeline: [{ event: tick, at: 1 ms, tasks: 2 }]", """
        s.yaml:7:37: error SIM110: a timeline entry has an unknown key 'tasks'
         7 | timeline: [{ event: tick, at: 1 ms, tasks: 2 }]
           |                                     ^^^^^
         hint: Known: at, event, every, length, polluted_lines, times.
        """)]
    [TestCase("timeline: [{ event: context_switch, at: 1 ms, tasks: 1 }]", """
        s.yaml:7:54: error SIM121: tasks '1' is not from 2 to 100
         7 | timeline: [{ event: context_switch, at: 1 ms, tasks: 1 }]
           |                                                      ^
        """)]
    [TestCase("timeline: [{ event: time_slise, at: 1 ms }]", """
        s.yaml:7:21: error SIM102: unknown event 'time_slise'
         7 | timeline: [{ event: time_slise, at: 1 ms }]
           |                     ^^^^^^^^^^
         hint: did you mean 'time_slice'? Known: attach, context_switch, detach, interrupt, tick, time_slice, tracing_off, tracing_on.
        """)]
    [TestCase("timeline: [{ event: tick, length: 2 us }]", """
        s.yaml:7:12: error SIM111: a timeline entry has no key 'at' or 'every'
         7 | timeline: [{ event: tick, length: 2 us }]
           |            ^
        """)]
    [TestCase("timeline: [{ event: tick, every: 1 us, length: 600 ns }, { event: interrupt, every: 2 us, length: 1 us }]", """
        s.yaml:7:11: error SIM240: what comes again and again takes 1.1 times the CPU
         7 | timeline: [{ event: tick, every: 1 us, length: 600 ns }, { event: interrupt, every: 2 us, length: 1 us }]
           |           ^
         hint: Let the sum of length / every stay below 1.
        """)]
    [TestCase("timeline: [{ event: tick, every: 1 ns }]", """
        s.yaml:7:34: error SIM121: every '1 ns' is not from 1,000 to 86,400,000,000,000 ns
         7 | timeline: [{ event: tick, every: 1 ns }]
           |                                  ^^^^
        """)]
    [TestCase("timeline: [{ event: attach, at: 1 us, tool: mine }]", """
        s.yaml:7:12: error SIM247: tracers come and go in a workload of kind function_profile only
         7 | timeline: [{ event: attach, at: 1 us, tool: mine }]
           |            ^
        """)]
    [TestCase("timeline: [{ event: tick, every: 4 ms }]\ninterval: 10 ns", """
        s.yaml:8:11: error SIM121: interval '10 ns' is not from 1,000 to 86,400,000,000,000 ns
         8 | interval: 10 ns
           |           ^^^^^
        """)]
    [TestCase("timeline: []", """
        s.yaml:7:11: error SIM113: timeline must be a list, not an empty one
         7 | timeline: []
           |           ^
        """)]
    public void A_mistake_is_shown_at_its_place(string timeline, string expected)
    {
        using var folder = new TemporaryFolder();

        Assert.That(folder.Mistakes(Text(timeline)), Is.EqualTo(expected));
    }

    [Test]
    public void A_swept_value_may_stand_on_the_timeline()
    {
        var cells = Read("timeline: [{ event: time_slice, at: 1 us, length: 1 us, times: $n }]\nsweep: [{ n: [0, 2] }]").Specs;

        Assert.That(cells.Take(2).Select(cell => cell.Timeline.Entries[0].Times), Is.EqualTo(new long?[] { 0, 2 }));
        Assert.That(cells[0].Timeline, Is.Not.EqualTo(cells[1].Timeline));
    }

    [Test]
    public void An_interval_is_for_every_cell()
    {
        var cells = Read("timeline: [{ event: tick, every: 4 ms }]\ninterval: 0.5 ms").Specs;

        Assert.That(cells.Select(cell => cell.Interval), Is.All.EqualTo(500 * Microsecond));
    }

    [Test]
    public void A_sweep_entry_may_be_for_some_of_the_kernels()
    {
        var cells = Read(
            """
            timeline: [{ event: time_slice, at: 1 us, length: 1 us, times: $n }]
            sweep:
              - { kernel: linux-6.2-args, n: [1, 2] }
              - { kernel: [linux-6.3-call-ops], n: 1 }
            """).Specs;

        Assert.That(
            cells.Select(cell => (cell.Kernel.Name, cell.Timeline.Entries[0].Times)),
            Is.EqualTo(new (string, long?)[] { ("linux-6.2-args", 1), ("linux-6.2-args", 2), ("linux-6.3-call-ops", 1) }));
    }

    [TestCase("{ kernel: linux-6.1-args, n: 1 }", "SIM102: unknown kernel of the scenario 'linux-6.1-args'")]
    [TestCase("{ kernel: linux-6.2-args, n: 1 }\n  - { n: 1 }", "SIM146: this sweep entry repeats a cell")]
    [TestCase("{ n: 1 }\n  - { kernel: linux-6.2-args, n: 1 }", "SIM146: this sweep entry repeats a cell")]
    public void A_wrong_kernel_in_a_sweep_entry_is_found(string entry, string expected)
    {
        using var folder = new TemporaryFolder();
        var timeline = "timeline: [{ event: time_slice, at: 1 us, length: 1 us, times: $n }]";

        Assert.That(folder.Mistakes(Text($"{timeline}\nsweep:\n  - {entry}")), Does.Contain(expected));
    }

    static string Text(string rest) =>
        $$"""
        # Is it fast?
        schema: sim/scenario/1
        name: s
        kernels: [linux-6.2-args, linux-6.3-call-ops]
        core: neoverse-n1
        workload: { kind: call_loop, calls: 1_000 }
        {{rest}}
        tracers:
          relevant: { count: 1 }

        """;

    static Scenario Read(string rest)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();
        var scenario = ScenarioFile.Read(folder.Write("s.yaml", Text(rest)), [], bag);
        Assert.That(bag, Is.Empty);
        return scenario!;
    }
}
