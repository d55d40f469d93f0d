using Sim.Core.Machine.Pipeline;
using Sim.Tests.Machine.Oracle;
using FastPipeline = Sim.Core.Machine.Pipeline.Pipeline;

namespace Sim.Tests.Machine.Pipeline;

/// <summary>A run may end anywhere, and others may have the core in between.</summary>
[Category("Properties")]
public class CycleLimitTests
{
    const int Programs = 100;

    [Test]
    public void A_run_cut_into_pieces_gives_what_one_run_gives([Values] bool inOrder)
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var (whole, end) = Prepare(seed, inOrder);
            whole.RunUntil(end);

            var (pieces, _) = Prepare(seed, inOrder);
            while (!pieces.RunUntil(end, pieces.Now + 1 + (seed % 7)))
            {
            }

            Assert.That(StateOf(pieces), Is.EqualTo(StateOf(whole)), $"seed {seed}");
            Assert.That(pieces.Counts.Words.SequenceEqual(whole.Counts.Words), $"seed {seed}");
        }
    }

    [Test]
    public void A_run_ends_behind_the_first_instruction_that_reaches_the_limit([Values] bool inOrder)
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var (single, end) = Prepare(seed, inOrder);
            var (limited, _) = Prepare(seed, inOrder);
            var limit = 20 + seed;
            var atEnd = false;
            while (!atEnd && single.Now < limit)
                atEnd = single.RunUntil(end, 0);

            Assert.That(limited.RunUntil(end, limit), Is.EqualTo(atEnd));
            Assert.That((limited.Now, limited.Counts.Instructions), Is.EqualTo((single.Now, single.Counts.Instructions)), $"seed {seed}");
        }
    }

    // Fetch and load miss every level, one after the other; nothing uses what is loaded.
    [Test]
    public void A_core_that_settles_waits_for_loads_that_nobody_waited_for([Values] bool inOrder)
    {
        var start = Start.Of(Start.Link("ldr x1, [x24]\n.global end\nend: nop\n"));
        var core = inOrder ? TestCores.FourWide with { BackEnd = TestCores.FourWide.BackEnd with { Window = null, EliminatesMoves = false } }
            : TestCores.FourWide;
        var pipeline = FastPipeline.Create(core, start.Code.Regions, start.Memory, start.State);
        pipeline.RunUntil(start.Code.Symbols["end"]);
        pipeline.Settle();

        Assert.That(pipeline.Now, Is.GreaterThan(2 * core.Memory.DramNs));
    }

    [Test]
    public void Time_that_others_take_belongs_to_no_region_and_delays_what_follows([Values] bool inOrder)
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var (pipeline, end) = Prepare(seed, inOrder);
            pipeline.RunUntil(end, 30);
            var (cut, away) = (pipeline.Now, pipeline.Now + 1000);
            pipeline.AdvanceTo(away);
            Assert.That(pipeline.Now, Is.EqualTo(away));
            pipeline.RunUntil(end, 0);

            // What follows is fetched from then on.
            Assert.That(pipeline.Now, Is.GreaterThan(away));
            pipeline.RunUntil(end);
            var counts = pipeline.Counts;
            Assert.That(counts.OthersCycles, Is.EqualTo(away - cut));
            Assert.That(Enumerable.Range(0, counts.Regions).Sum(counts.RegionCycles) + counts.OthersCycles, Is.EqualTo(counts.Cycles));
        }
    }

    [Test]
    public void The_machine_is_the_same_however_long_others_had_it([Values] bool inOrder)
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            Assert.That(After(1000), Is.EqualTo(After(1_000_000_007)), $"seed {seed}");

            List<long> After(long cycles)
            {
                var (pipeline, end) = Prepare(seed, inOrder);
                pipeline.RunUntil(end, 30);
                pipeline.AdvanceTo(pipeline.Now + cycles);
                pipeline.RunUntil(end);
                return StateOf(pipeline);
            }
        }
    }

    [Test]
    public void A_time_that_has_passed_changes_nothing([Values] bool inOrder)
    {
        var (pipeline, end) = Prepare(1, inOrder);
        pipeline.RunUntil(end, 30);
        var before = StateOf(pipeline);

        pipeline.AdvanceTo(pipeline.Now);

        Assert.That(StateOf(pipeline), Is.EqualTo(before));
        Assert.That(pipeline.Counts.OthersCycles, Is.Zero);
    }

    static (FastPipeline Pipeline, ulong End) Prepare(int seed, bool inOrder)
    {
        var start = Start.Of(Start.Link(new RandomCode(seed, lines: 30).Text));
        var core = inOrder ? RandomCores.InOrder(seed) : RandomCores.OutOfOrder(seed);
        var pipeline = FastPipeline.Create(core, start.Code.Regions, start.Memory, start.State);
        return (pipeline, start.Code.Symbols["end"]);
    }

    static List<long> StateOf(FastPipeline pipeline)
    {
        var state = new List<long>();
        pipeline.AppendState(state);
        foreach (var table in pipeline.Tables)
            state.AddRange(table.Words.Select(word => (long)word));
        return state;
    }
}
