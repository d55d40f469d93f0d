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
    static CallExplanation Why(string core) => ExplainSimulation.Run(Shipped.Cell(core, "linux-6.3-call-ops", 1, 0) with { Calls = 100 });

    [TestCase("apple-m1-firestorm")]
    [TestCase("cortex-a53")]
    public void A_Perfetto_trace_follows_the_published_schema(string core)
    {
        var why = Why(core);
        var bytes = PerfettoTrace.Write(why, core, 2);

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
        var first = why.First.Where(instruction => instruction.Call < 2).ToList();
        Assert.That(slices.Select(slice => slice.TrackEvent.Name), Is.EqualTo(first.Select(instruction => instruction.Text)));
        Assert.That(slices.Select(slice => (long)slice.Timestamp), Is.EqualTo(first.Select(instruction => instruction.Fetch - first.Min(it => it.Fetch))));
    }

    [TestCase("apple-m1-firestorm")]
    [TestCase("cortex-a53")]
    public void A_picture_of_the_pipeline_has_a_row_for_each_instruction(string core)
    {
        var svg = PipelineSvg.Write("one call", Why(core), 1);

        GoldenFile.Check($"pipeline-{core}.svg", svg);
        Assert.That(() => System.Xml.Linq.XDocument.Parse(svg), Throws.Nothing);
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
