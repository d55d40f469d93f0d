using System.Globalization;
using Google.Protobuf;
using Sim.Core.Runs;

namespace Sim.Reports.Explaining;

/// <summary>The first calls as a trace for Perfetto: track events in protocol buffers, an instruction a slice, its stages in it.</summary>
/// <source key="perfetto-format"/>
/// <remarks>Time is the core's clock: a nanosecond of the viewer is a cycle. Instructions in flight together are on tracks below each other.</remarks>
public static class PerfettoTrace
{
    // Clocks from 64 on are a sequence's own; 6 is the viewer's boot time.
    const uint CoreClock = 64, BootTime = 6;
    const uint Sequence = 1;
    const ulong Core = 1;
    const int Begin = 1, End = 2;

    /// <summary>The trace of the calls whose stages <paramref name="why"/> has.</summary>
    /// <param name="why">What was recorded.</param>
    /// <param name="core">Name and clock of the core.</param>
    public static byte[] Write(CallExplanation why, string core)
    {
        var start = why.First.Select(it => it.Fetch).DefaultIfEmpty().Min();
        var trace = new Message();
        // Both clocks are 0 when the first instruction is fetched.
        trace.Add(1, Packet(packet => packet
            .Number(13, 1)
            .Add(6, new Message().Add(1, Clock(BootTime)).Add(1, Clock(CoreClock)).Number(2, BootTime))));
        trace.Add(1, Packet(packet => packet.Add(60, new Message().Number(1, Core).Text(2, core)
            .Add(3, new Message().Number(1, 1).Text(6, $"{core}: a nanosecond here is a cycle")).Number(11, 3))));
        List<long> lanes = [];
        foreach (var it in why.First)
        {
            var stages = Stage.Of(it);
            var lane = lanes.FindIndex(end => end <= stages[0].Start);
            if (lane < 0)
            {
                lane = lanes.Count;
                lanes.Add(0);
                trace.Add(1, Packet(packet => packet.Add(60, new Message().Number(1, TrackOf(lane)).Number(5, Core)
                    .Text(2, string.Create(CultureInfo.InvariantCulture, $"in flight {lane + 1}")).Number(12, (ulong)lane))));
            }

            lanes[lane] = stages[^1].End;
            AddSlice(trace, TrackOf(lane), it, stages, start);
        }

        return trace.ToArray();
    }

    static void AddSlice(Message trace, ulong track, StagedInstruction it, IReadOnlyList<Stage> stages, long start)
    {
        trace.Add(1, Event(stages[0].Start - start, track, Begin, slice => slice.Text(22, "instruction").Text(23, it.Text)
            .Add(4, new Message().Text(10, "address").Number(7, it.Address))
            .Add(4, new Message().Text(10, "call").Number(3, (ulong)it.Call))
            .Add(4, new Message().Text(10, "cycle").Number(3, (ulong)stages[0].Start))));
        foreach (var stage in stages)
        {
            trace.Add(1, Event(stage.Start - start, track, Begin, slice => slice.Text(22, "stage").Text(23, stage.Meaning)));
            trace.Add(1, Event(stage.End - start, track, End, slice => slice));
        }

        trace.Add(1, Event(stages[^1].End - start, track, End, slice => slice));
    }

    static Message Event(long cycle, ulong track, int type, Func<Message, Message> more) => Packet(packet => packet
        .Number(8, (ulong)cycle).Number(58, CoreClock).Add(11, more(new Message().Number(9, (ulong)type).Number(11, track))));

    static Message Packet(Func<Message, Message> fill) => fill(new Message()).Number(10, Sequence);

    static Message Clock(uint id) => new Message().Number(1, id).Number(2, 0);

    static ulong TrackOf(int lane) => Core + 1 + (ulong)lane;

    // A message of protocol buffers, field by field.
    sealed class Message
    {
        readonly List<byte> _bytes = [];

        public Message Number(int field, ulong value) => Write(field, WireFormat.WireType.Varint, output => output.WriteUInt64(value));

        public Message Text(int field, string value) => Write(field, WireFormat.WireType.LengthDelimited, output => output.WriteString(value));

        public Message Add(int field, Message message) => Write(field, WireFormat.WireType.LengthDelimited, output => output.WriteBytes(ByteString.CopyFrom(message.ToArray())));

        public byte[] ToArray() => [.. _bytes];

        Message Write(int field, WireFormat.WireType type, Action<CodedOutputStream> value)
        {
            using var bytes = new MemoryStream();
            using var output = new CodedOutputStream(bytes, leaveOpen: true);
            output.WriteTag(field, type);
            value(output);
            output.Flush();
            _bytes.AddRange(bytes.ToArray());
            return this;
        }
    }
}
