using Sim.Core.Machine;
using Sim.Core.Machine.Causes;
using Sim.Tests.Machine.Oracle;
using FastPipeline = Sim.Core.Machine.Pipeline.Pipeline;

namespace Sim.Tests.Machine.Pipeline;

/// <summary>Why a program took as long as it did, on programs small enough to know and on random ones.</summary>
public class CriticalPathTests
{
    [Test]
    public void A_rule_explains_every_cycle_of_a_random_program([Values] bool inOrder, [Range(0, 3)] int part)
    {
        for (var seed = part * 50; seed < (part + 1) * 50; seed++)
        {
            var start = Start.Of(Start.Link(new RandomCode(seed, lines: 30, exceptions: seed % 2 == 1).Text));
            var core = inOrder ? RandomCores.InOrder(seed) : RandomCores.OutOfOrder(seed);
            using var pipeline = FastPipeline.Create(core, start.Code.Regions, start.Memory, start.State);
            var recording = new Recording(pipeline);
            var recorder = recording.Recorder;
            pipeline.RunUntil(start.Code.Symbols["end"], long.MaxValue, ref recorder);

            // Before that, the program's first instructions wait for what was not recorded.
            var first = recording.Count / 2;
            var path = CriticalPath.Between(recording, first, recording.Count - 1);

            Assert.That(path.Values.Sum(), Is.EqualTo(pipeline.Now - recording.RetireOf(first)), $"seed {seed}");
            Assert.That(path.Where(part => part.Key.Cause == Cause.Unexplained).Sum(part => part.Value), Is.Zero, $"seed {seed}");
        }
    }

    // A store-release and a load of it; a chain of adds; one multiply port; a division; a pointer chase; more loads than the window holds.
    [TestCase("add x1, x0, #64\nstlr x2, [x1]\nldr x2, [x0, #64]", Cause.StoreRelease)]
    [TestCase("str x2, [x0]\nldr x2, [x0]", Cause.Forwarding)]
    [TestCase("str w2, [x0]\nldr x2, [x0]", Cause.ForwardingRefused)]
    [TestCase("add x1, x1, #1\nadd x1, x1, #1\nadd x1, x1, #1", Cause.Execute)]
    [TestCase("mul x1, x0, x0\nmul x2, x0, x0\nmul x3, x0, x0", Cause.Ports)]
    [TestCase("udiv x1, x0, x0", Cause.Divide)]
    [TestCase("ldr x0, [x0, #8]", Cause.LoadToUse)]
    [TestCase("dmb ish", Cause.Barrier)]
    [TestCase("isb", Cause.Barrier)]
    [TestCase("nop\nnop\nnop\nnop\nnop\nnop\nnop\nnop", Cause.Width)]
    [TestCase("nop", Cause.TakenBranch)]
    public void A_loop_waits_most_for_what_it_is_made_of(string body, Cause cause)
    {
        var path = Path(TestCores.FourWide, body);

        Assert.That(path.MaxBy(part => part.Value).Key, Is.EqualTo(cause), string.Join(' ', path));
    }

    [Test]
    public void A_mispredicted_return_is_one()
    {
        var path = Path(TestCores.FourWide, "adr x30, 1f\nret\nnop\n1: nop");

        Assert.That(path.MaxBy(part => part.Value).Key, Is.EqualTo(Cause.ReturnMispredict), string.Join(' ', path));
    }

    [Test]
    public void A_full_reorder_buffer_is_one()
    {
        // A miss's data comes late, and what is after it fills the window.
        var core = TestCores.FourWide with { Memory = TestCores.FourWide.Memory with { LoadLatency = 40, PointerLatency = 40 } };
        var path = Path(core, "ldr x1, [x0]\n" + string.Concat(Enumerable.Repeat("nop\n", 40)));

        Assert.That(path[Cause.ReorderBuffer] + path[Cause.LoadToUse], Is.GreaterThan(path.Values.Sum() / 2), string.Join(' ', path));
    }

    static Dictionary<Cause, long> Path(CoreProfile core, string body)
    {
        const int Turns = 40;
        var pipeline = LoopTiming.Settled(core, body);
        var recording = new Recording(pipeline);
        var recorder = recording.Recorder;
        var ends = new List<int>();
        for (var turn = 0; turn < 2 * Turns; turn++)
        {
            pipeline.RunUntil(LoopTiming.Code, long.MaxValue, ref recorder);
            ends.Add(recording.Count - 1);
        }

        var path = CriticalPath.Between(recording, ends[Turns], ends[^1]).GroupBy(part => part.Key.Cause).ToDictionary(cause => cause.Key, cause => cause.Sum(part => part.Value));
        Assert.That(path.GetValueOrDefault(Cause.Unexplained), Is.Zero);
        Assert.That(path.Values.Sum(), Is.EqualTo(recording.RetireOf(ends[^1]) - recording.RetireOf(ends[Turns])));
        return path;
    }
}
