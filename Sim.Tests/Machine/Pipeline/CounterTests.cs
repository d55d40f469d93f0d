using Sim.Core.A64;
using Sim.Core.Machine;
using Sim.Core.Machine.SteadyState;
using Sim.Core.Units;
using Sim.Tests.Machine.Oracle;
using FastPipeline = Sim.Core.Machine.Pipeline.Pipeline;

namespace Sim.Tests.Machine.Pipeline;

/// <summary>The counter as simulated time.</summary>
public class CounterTests
{
    // The cores run at 1 GHz: a tick is 40 cycles.
    static readonly Frequency Usual = new(25_000_000);

    static CoreProfile[] Cores => [TestCores.FourWide, TestCores.TwoWideInOrder];

    [TestCaseSource(nameof(Cores))]
    public void It_shows_the_time_of_the_instruction_before(CoreProfile core)
    {
        using var pipeline = Of(core, out var start, out var again);
        start.State.System[SystemRegister.CntpctEl0] = 1000;
        pipeline.RunCounter(Usual);

        for (var call = 0; call < 50; call++)
        {
            var before = pipeline.Now;
            pipeline.RunUntil(again);
            Assert.That(start.State.X[1] - 1000, Is.InRange((ulong)before / 40, (ulong)pipeline.Now / 40));
        }

        Assert.That((start.State.X[2], start.State.X[1]), Is.EqualTo((25_000_000UL, start.State.X[3])));
    }

    [TestCaseSource(nameof(Cores))]
    public void It_goes_on_from_what_it_shows_when_its_frequency_changes(CoreProfile core)
    {
        using var pipeline = Of(core, out var start, out var again);
        pipeline.RunCounter(Usual);
        pipeline.AdvanceTo(4_000_000);
        pipeline.RunCounter(new Frequency(1_000_000_000));
        pipeline.AdvanceTo(4_000_100);

        pipeline.RunUntil(again);

        Assert.That(start.State.X[1], Is.InRange(100_100UL, 100_160UL));
    }

    [TestCaseSource(nameof(Cores))]
    public void Without_it_the_number_that_was_set_stays(CoreProfile core)
    {
        using var pipeline = Of(core, out var start, out var again);
        start.State.System[SystemRegister.CntvctEl0] = 42;

        pipeline.RunUntil(again);
        pipeline.RunUntil(again);

        Assert.That((start.State.X[1], start.State.X[3]), Is.EqualTo((42UL, 42UL)));
    }

    // The state repeats when a whole number of ticks has passed: then differences of counters repeat, too.
    [TestCaseSource(nameof(Cores))]
    public void A_period_is_a_whole_number_of_ticks(CoreProfile core)
    {
        using var pipeline = Of(core, out _, out var again);
        pipeline.RunCounter(Usual);
        pipeline.RunUntil(again);
        var detector = new RepeatDetector(pipeline);
        for (var call = 0; call < 2000 && detector.Period == 0; call++)
        {
            pipeline.RunUntil(again);
            detector.Observe();
        }

        Assert.That(detector.Period, Is.GreaterThan(0));
        Assert.That(detector.CallCycles.Sum() % 40, Is.Zero);
    }

    static FastPipeline Of(CoreProfile core, out Start start, out ulong again)
    {
        var code = Start.Link("""
            .global again
            again: mrs x1, cntvct_el0
                mrs x2, cntfrq_el0
                mov x3, x1
                add x4, x4, #1
                isb
                b again
            """);
        start = Start.Of(code);
        again = code.Symbols["again"];
        return FastPipeline.Create(core, code.Regions, start.Memory, start.State);
    }
}
