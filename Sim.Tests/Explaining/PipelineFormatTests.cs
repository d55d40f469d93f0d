using System.Globalization;
using System.Xml.Linq;
using Google.Protobuf;
using Sim.Core;
using Sim.Core.Runs;
using Sim.Reports.Explaining;
using Sim.Tests.Explaining.Perfetto;
using Sim.Tests.Golden;
using Sim.Tests.Validation;
using Type = Sim.Tests.Explaining.Perfetto.TrackEvent.Types.Type;

namespace Sim.Tests.Explaining;

/// <summary>The pipeline of the first calls, as pictures and for viewers.</summary>
public sealed class PipelineFormatTests
{
    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    static CallExplanation Why(string core, int calls = 2) => ExplainSimulation.Run(Shipped.Cell(core, "linux-6.3-call-ops", 1, 0) with { Calls = 100 }, calls);

    [TestCase("apple-m1-firestorm")]
    [TestCase("cortex-a53")]
    public void A_Perfetto_trace_follows_the_published_schema(string core)
    {
        var why = Why(core);
        var bytes = PerfettoTrace.Write(why, core);

        var trace = Trace.Parser.ParseFrom(bytes);

        // Nothing that the schema does not have.
        Assert.That(Trace.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes).ToByteArray(), Has.Length.EqualTo(trace.CalculateSize()));
        Assert.That(trace.CalculateSize(), Is.EqualTo(bytes.Length));
        Assert.That(trace.Packet, Has.All.Property(nameof(TracePacket.TrustedPacketSequenceId)).EqualTo(1u));
        Assert.That(trace.Packet[0].SequenceFlags, Is.EqualTo((uint)TracePacket.Types.SequenceFlags.SeqIncrementalStateCleared));
        Assert.That(trace.Packet[0].ClockSnapshot.Clocks.Select(clock => (clock.ClockId, clock.Timestamp)), Is.EqualTo(new[] { (6u, 0ul), (64u, 0ul) }));
        Assert.That(trace.Packet[0].ClockSnapshot.PrimaryTraceClock, Is.EqualTo(BuiltinClock.Boottime));
        var tracks = trace.Packet.Where(packet => packet.TrackDescriptor is not null).Select(packet => packet.TrackDescriptor).ToList();
        Assert.That(tracks.Select(track => track.Uuid), Is.Unique);
        Assert.That(tracks.Skip(1).Select(track => track.ParentUuid).Distinct().ToArray(), Is.EqualTo(new[] { tracks[0].Uuid }));

        foreach (var events in trace.Packet.Where(packet => packet.TrackEvent is not null).GroupBy(packet => packet.TrackEvent.TrackUuid))
        {
            Assert.That(tracks.Select(track => track.Uuid), Does.Contain(events.Key));
            Assert.That(events.Select(packet => packet.Timestamp), Is.Ordered);
            Assert.That(events.Select(packet => packet.TimestampClockId), Is.All.EqualTo(64u));
            var depth = 0;
            foreach (var one in events)
            {
                depth += one.TrackEvent.Type == Type.SliceBegin ? 1 : -1;
                Assert.That(depth, Is.InRange(0, 2));
            }

            Assert.That(depth, Is.Zero);
        }

        var slices = trace.Packet.Where(packet => packet.TrackEvent is { Type: Type.SliceBegin } one && one.Categories[0] == "instruction").ToList();
        var first = why.First;
        Assert.That(slices.Select(slice => slice.TrackEvent.Name), Is.EqualTo(first.Select(instruction => instruction.Text)));
        Assert.That(slices.Select(slice => (long)slice.Timestamp), Is.EqualTo(first.Select(instruction => instruction.Fetch - first.Min(it => it.Fetch))));
    }

    // All calls after the warm-up are the same: a viewer shows how the front of one overlaps the end of the other.
    [TestCase("apple-m1-firestorm", "linux-6.3-call-ops", 1)]
    [TestCase("neoverse-n1", "linux-6.2-args", 2)]
    [TestCase("cortex-a53", "linux-6.3-call-ops", 1)]
    public void Calls_that_repeat_are_written_as_often_as_wanted_one_after_the_other(string core, string kernel, int relevant)
    {
        var cell = Shipped.Cell(core, kernel, relevant, 0) with { Calls = 100 };
        var one = ExplainSimulation.Run(cell, 1);

        var five = ExplainSimulation.Run(cell, 5);

        Assert.That(one.RecordedCalls, Is.LessThan(5));
        var calls = five.First.GroupBy(instruction => instruction.Call).ToList();
        Assert.That(calls.Select(call => call.Key), Is.EqualTo(new[] { 0, 1, 2, 3, 4 }));
        Assert.That(calls[0], Is.EqualTo(one.First));
        foreach (var (before, call) in calls.Zip(calls.Skip(1)))
        {
            Assert.That(call.Select(instruction => instruction.Address), Is.EqualTo(calls[0].Select(instruction => instruction.Address)));
            Assert.That(call.Last().Retire - before.Last().Retire, Is.EqualTo(five.Cycles / five.Calls));
            if (core != "cortex-a53")
                Assert.That(call.First().Fetch, Is.LessThan(before.Last().Retire));
        }
    }

    [Test]
    public void What_is_written_changes_nothing_that_is_explained()
    {
        var cell = Shipped.Cell("neoverse-n1", "linux-6.3-call-ops", 1, 0) with { Calls = 100 };

        var (none, many) = (ExplainSimulation.Run(cell), ExplainSimulation.Run(cell, 20));

        Assert.That(none.First, Is.Empty);
        Assert.That((many.Cycles, many.RecordedCalls), Is.EqualTo((none.Cycles, none.RecordedCalls)));
        Assert.That(many.Causes, Is.EqualTo(none.Causes));
        Assert.That(many.Instructions.Select(instruction => (instruction.Address, instruction.Cycles, instruction.Mispredicts, instruction.PathCycles)), Is.EqualTo(
            none.Instructions.Select(instruction => (instruction.Address, instruction.Cycles, instruction.Mispredicts, instruction.PathCycles))));
    }

    [TestCase("apple-m1-firestorm")]
    [TestCase("cortex-a53")]
    public void A_picture_of_the_pipeline_has_a_row_for_each_instruction(string core)
    {
        var svg = PipelineSvg.Write("one call", Why(core, 1));

        GoldenFile.Check($"pipeline-{core}.svg", svg);
        Assert.That(() => XDocument.Parse(svg), Throws.Nothing);
    }

    // DejaVu Sans Mono is 0.602 em wide, bold too.
    [Test]
    public void A_long_heading_is_broken_within_the_picture([Values("apple-m1-firestorm", "cortex-a53")] string core, [Values(1, 40, 600)] int words)
    {
        var title = string.Join(' ', Enumerable.Range(0, words).Select(word => $"key{word}=value"));

        var svg = XDocument.Parse(PipelineSvg.Write(title, Why(core, 1))).Root!;

        var lines = svg.Elements(Svg + "text").Where(text => text.Attribute("font-weight")?.Value == "bold").ToList();
        Assert.That(string.Join(' ', lines.Select(line => line.Value)), Is.EqualTo(title));
        foreach (var line in lines)
            Assert.That((int)line.Attribute("x")! + (13 * 0.603 * line.Value.Length), Is.LessThan((int)svg.Attribute("width")!));
        var legend = svg.Elements(Svg + "rect").Min(rect => (int)rect.Attribute("y")!);
        Assert.That(lines.Max(line => (int)line.Attribute("y")!), Is.LessThan(legend));
    }

    [Test]
    public void Cycles_of_a_cold_call_in_which_nothing_begins_or_ends_are_gaps()
    {
        var cell = Shipped.Cell("cortex-a53", "linux-6.2-args", 1, 0) with { Calls = 100 };
        var why = ExplainSimulation.Run(cell with { State = cell.State with { Cold = Core.Machine.ColdParts.L1 | Core.Machine.ColdParts.L2 } }, 1);

        var svg = XDocument.Parse(PipelineSvg.Write("one cold call", why)).Root!;

        var gaps = svg.Elements(Svg + "rect").Where(rect => rect.Attribute("class")!.Value == "gap").ToList();
        Assert.That(gaps, Has.Count.AtLeast(10));
        var cycles = svg.Elements(Svg + "text").Where(text => text.Attribute("text-anchor")?.Value == "middle").Select(text => long.Parse(text.Value, CultureInfo.InvariantCulture)).ToList();
        Assert.That(cycles, Has.Count.EqualTo(gaps.Count).And.All.GreaterThan(10));
        // Every instruction is there, and columns with gaps are all cycles.
        Assert.That(svg.Elements(Svg + "text").Count(text => text.Attribute("x")!.Value == "12" && text.Attribute("class") is null && text.Attribute("font-weight") is null), Is.EqualTo(why.First.Count));
        var stages = svg.Elements(Svg + "rect").Where(rect => rect.Attribute("class")!.Value is "F" or "W" or "X" or "C").Skip(Stage.All.Count).ToList();
        var columns = (stages.Max(rect => (int)rect.Attribute("x")! + (int)rect.Attribute("width")!) - stages.Min(rect => (int)rect.Attribute("x")!)) / 12;
        var all = why.First.Max(it => Math.Max(it.Retire, it.Complete) + 1) - why.First.Min(it => it.Fetch);
        Assert.That(columns - (3 * gaps.Count) + cycles.Sum(), Is.EqualTo(all));
        Assert.That(columns, Is.LessThan(all / 5));
    }

    [Test]
    public void Columns_and_cycles_are_each_others_inverse_outside_of_gaps()
    {
        var axis = new CycleAxis([300, 0, 5, 26, 25, 47, 500]);

        Assert.That(axis.Gaps, Is.EqualTo(new CycleAxis.Gap[] { new(28, 46, 28), new(49, 299, 34), new(302, 499, 40) }).Using<CycleAxis.Gap>((one, other) => one == other));
        foreach (var cycle in Enumerable.Range(0, 520).Where(cycle => axis.Shows(cycle)))
            Assert.That(axis.CycleAt(axis.ColumnOf(cycle)), Is.EqualTo(cycle));
        Assert.That(Enumerable.Range(0, 520).Select(cycle => axis.ColumnOf(cycle)), Is.Ordered);
        Assert.That((axis.ColumnOf(46), axis.ColumnOf(47), axis.ColumnOf(299)), Is.EqualTo((31L, 32L, 37L)));
    }

    [Test]
    public void Stages_follow_each_other_without_gaps([Values("apple-m1-firestorm", "neoverse-n1", "cortex-a53")] string core)
    {
        foreach (var instruction in Why(core).First)
        {
            var stages = Stage.Of(instruction);
            Assert.That(stages[0].Start, Is.EqualTo(instruction.Fetch));
            Assert.That(stages[^1].End, Is.EqualTo(Math.Max(instruction.Retire, instruction.Complete) + 1));
            Assert.That(stages.Skip(1).Select(stage => stage.Start), Is.EqualTo(stages.SkipLast(1).Select(stage => stage.End)));
        }
    }
}
