using System.Reflection;
using Sim.Core.A64;
using Sim.Core.Machine;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Machine.State;
using Sim.Tests.Machine.Oracle;
using FastPipeline = Sim.Core.Machine.Pipeline.Pipeline;

namespace Sim.Tests.Machine.SteadyState;

/// <summary>States that the search for a repetition takes for equal have the same future.</summary>
[Category("Properties")]
public class EqualStateTests
{
    const int Programs = 30;
    const int Lines = 12;
    const int Cuts = 10;
    const int LongestRelease = 20;

    // As a cycle, or as a cycle with a count of 7 bits below it: a little earlier, or very long ago. Later ones break the order of rings.
    static readonly long[] Earlier = [1, 5, 3 * 128, 1 << 24];

    static readonly FieldInfo Calendar = typeof(OutOfOrder).GetField("_ports", BindingFlags.Instance | BindingFlags.NonPublic)!;
    static readonly FieldInfo Slots = typeof(PortCalendar).GetField("_slots", BindingFlags.Instance | BindingFlags.NonPublic)!;

    // They follow from the stores and misses in flight, which are compared; or are a limit.
    static readonly string[] Derived = ["_filter", "_lastDrain", "_lastMiss", "MostCycles"];

    [Test]
    public void A_time_that_the_comparison_does_not_see_changes_nothing([Values] bool inOrder)
    {
        var (seen, unseen) = (0, 0);
        for (var seed = 0; seed < Programs; seed++)
        {
            var machine = new Machine(seed, inOrder);
            for (var cut = 1; cut <= Cuts; cut++)
                Check(machine, machine.Whole * cut / (Cuts + 1), $"seed {seed}", ref seen, ref unseen);
        }

        Assert.That((seen, unseen), Is.GreaterThan((1000, 1000)));
    }

    [Test]
    public void A_port_that_the_comparison_does_not_see_changes_nothing()
    {
        var (seen, unseen) = (0, 0);
        for (var seed = 0; seed < Programs; seed++)
        {
            var machine = new Machine(seed, inOrder: false);
            for (var cut = 1; cut <= Cuts; cut++)
                CheckPorts(machine, machine.Whole * cut / (Cuts + 1), $"seed {seed}", ref seen, ref unseen);
        }

        Assert.That((seen, unseen), Is.GreaterThan((1000, 1000)));
    }

    // All ports of a cycle taken, or free: of some cycles before the last one that has any taken.
    static void CheckPorts(Machine machine, int cut, string name, ref int seen, ref int unseen)
    {
        const int LookedAt = 12;
        var reference = machine.At(cut);
        var (state, last) = (StateOf(reference), (long)(SlotsOf(reference).Max() >> PortCalendar.MaxPorts));
        var future = machine.FutureOf(reference);
        for (var cycle = Math.Max(0, last - LookedAt); cycle <= last; cycle++)
        {
            foreach (var mask in (ulong[])[0, (1ul << PortCalendar.MaxPorts) - 1])
            {
                var changed = machine.At(cut);
                var slots = SlotsOf(changed);
                var word = (ulong)cycle << PortCalendar.MaxPorts | mask;
                ref var slot = ref slots[(int)cycle & (slots.Length - 1)];
                if (slot >> PortCalendar.MaxPorts > (ulong)cycle || slot == word)
                {
                    changed.Dispose();
                    continue;
                }

                slot = word;
                if (!StateOf(changed).SequenceEqual(state))
                {
                    seen++;
                    changed.Dispose();
                    continue;
                }

                unseen++;
                var (times, end) = machine.FutureOf(changed);
                Assert.That((times.SequenceEqual(future.Times), end.SequenceEqual(future.State)), Is.EqualTo((true, true)), $"{name}: ports of cycle {cycle} are {mask:x}, after {cut} instructions");
            }
        }
    }

    static ulong[] SlotsOf(FastPipeline pipeline) => ((PinnedArray<ulong>)Slots.GetValue(Calendar.GetValue(pipeline))!).Array;

    static void Check(Machine machine, int cut, string name, ref int seen, ref int unseen)
    {
        var (reference, probe) = (machine.At(cut), machine.At(cut));
        var (state, future) = (StateOf(reference), machine.FutureOf(reference));
        foreach (var word in TimeWord.Of(probe))
        {
            var time = word.Read(probe);
            if (time == 0 || Derived.Any(word.Name.Contains))
                continue;
            foreach (var earlier in Earlier)
            {
                word.Write(probe, time - earlier);
                var isSeen = !StateOf(probe).SequenceEqual(state);
                word.Write(probe, time);
                if (isSeen)
                {
                    seen++;
                    continue;
                }

                unseen++;
                var changed = machine.At(cut);
                word.Write(changed, time - earlier);
                var (times, end) = machine.FutureOf(changed);
                Assert.That((times.SequenceEqual(future.Times), end.SequenceEqual(future.State)), Is.EqualTo((true, true)), $"{name}: {word.Name} {earlier} earlier than {time}, after {cut} instructions");
            }
        }

        probe.Dispose();
    }

    static List<long> StateOf(FastPipeline pipeline)
    {
        var state = new List<long>();
        pipeline.AppendState(state);
        return state;
    }

    // A random program on a random core.
    sealed class Machine
    {
        readonly CodeImage _code;
        readonly CoreProfile _core;
        readonly ulong _end;

        public Machine(int seed, bool inOrder)
        {
            _code = Start.Link(seed % 2 == 0 ? new RandomCode(seed, Lines, exceptions: seed % 4 == 0).Text : StoresAndLoads.Text(seed, Lines));
            var core = inOrder ? RandomCores.InOrder(seed) : RandomCores.OutOfOrder(seed);
            _core = core with { Ordering = core.Ordering with { StoreReleaseCycles = seed % LongestRelease } };
            _end = _code.Symbols["end"];
            using var pipeline = At(int.MaxValue);
            Whole = (int)pipeline.Counts.Instructions;
        }

        /// <summary>Instructions of all of it.</summary>
        public int Whole { get; }

        public FastPipeline At(int instructions)
        {
            var start = Start.Of(_code);
            var pipeline = FastPipeline.Create(_core, start.Code.Regions, start.Memory, start.State);
            for (var executed = 0; executed < instructions && !pipeline.RunUntil(_end, cycleLimit: 0); executed++)
            {
            }

            return pipeline;
        }

        /// <summary>The times of each instruction from now on, to the end, and what can be compared there.</summary>
        public (List<InstructionTimes> Times, List<long> State) FutureOf(FastPipeline pipeline)
        {
            var times = new AllTimes([]);
            pipeline.RunUntil(_end, long.MaxValue, ref times);
            pipeline.Dispose();
            return (times.Instructions, StateOf(pipeline));
        }
    }

    readonly record struct AllTimes(List<InstructionTimes> Instructions) : IPipelineListener
    {
        public static bool SeesFetch => false;

        public void Fetched(in FetchSteps steps)
        {
        }

        public void Retired(in InstructionTimes times) => Instructions.Add(times);
    }
}
