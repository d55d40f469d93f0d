using Sim.Core;
using Sim.Core.Runs;
using Sim.Scenarios.Files;

namespace Sim.Tests.Scenarios;

/// <summary>The counter moves where a user's own text reads it.</summary>
public sealed class OwnCounterTests
{
    const string Scenario = """
        # Does time pass?
        schema: sim/scenario/1
        name: s
        core: neoverse-n1
        kernel: linux-6.12-debian
        strategies: [{ file: mine.s, entry: mine }]
        workload: { kind: call_loop, calls: 2_000 }
        tracers:
          relevant: { tracer: nop, count: 1 }

        """;

    [Test]
    public void A_text_may_wait_for_the_counter()
    {
        var cell = CellOf("""
            mine:   mrs     x11, cntpct_el0
            1:      mrs     x12, cntpct_el0
                    cmp     x11, x12
                    b.eq    1b
            """);

        // A tick of 25 MHz is 40 ns: a call that waits for the next one ends with it.
        var result = Simulation.Run(cell);

        Assert.That(result.TotalNs / result.Calls, Is.EqualTo(40).Within(20).Percent);
    }

    // Which calls divide depends on the time, and nothing may be taken for a repetition that is none.
    [TestCase("tbz     x11, #3, 1f")]
    [TestCase("ubfx    x12, x11, #6, #1\n        cbz     x12, 1f")]
    public void What_the_counter_decides_is_as_if_every_call_were_executed(string decision)
    {
        var cell = CellOf($"""
            mine:   mrs     x11, cntvct_el0
                    {decision}
                    udiv    x13, x11, x11
                    udiv    x13, x13, x13
                    udiv    x13, x13, x13
            1:      nop
            """);

        var (follows, executes) = (Simulation.Run(cell), Simulation.Run(cell with { SteadyState = false }));

        Assert.That((follows.Cycles, follows.Instructions), Is.EqualTo((executes.Cycles, executes.Instructions)));
        Assert.That(follows.Instructions % follows.Calls, Is.Not.Zero);
    }

    static CellSpec CellOf(string body)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", $"        .global mine\n{body}\n        mov     x10, x30\n        mov     x30, x9\n        ret     x10\n");
        return ScenarioFile.Read(folder.Write("s.yaml", Scenario), [], [])!.Specs[0];
    }
}
