using System.Runtime.InteropServices;
using Sim.Core.A64;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Code;

/// <summary>One decoded instruction: all that a core needs of it, in 32 bytes. Zeros: not decoded yet.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly struct Step
{
    /// <summary>Size in bytes.</summary>
    public const int Bytes = 32;

    // Ports, slots, the port that is always free, latency.
    const int SlotsShift = 20;
    const uint SlotsMask = 7;
    const int LatencyShift = 24;

    /// <summary>A port that is always free, for instructions that need none on a core that issues in order.</summary>
    internal const uint AnyPort = 1u << (LatencyShift - 1);

    /// <summary>What it does.</summary>
    internal readonly Instruction Instruction;

    /// <summary>Position of a direct branch's target; of a rare form the number of its micro-operation; at the end of a line the next line.</summary>
    internal readonly int Target;

    readonly uint _portsAndLatency;

    /// <summary>What its cycles are charged to.</summary>
    internal readonly ushort Region;

    /// <summary>How it is executed.</summary>
    internal readonly Form Form;

    /// <summary>How many instructions follow it at the next addresses in the same line, charged to the same region.</summary>
    internal readonly byte Straight;

    internal Step(in Instruction instruction, Form form, int target, in MicroOp op, ushort region, byte straight)
    {
        (Instruction, Form, Target, Region, Straight) = (instruction, form, target, region, straight);
        _portsAndLatency = op.Ports | ((uint)op.MoreSlots << SlotsShift) | ((uint)op.Latency << LatencyShift);
    }

    // Of the end of a line.
    internal Step(Form form, int target) => (Form, Target) = (form, target);

    /// <summary>Ports that can execute it, as a mask; 0 where it needs none.</summary>
    internal uint Ports => _portsAndLatency & (AnyPort | ((1u << SlotsShift) - 1));

    /// <summary>Slots of its ports beyond the first.</summary>
    internal int MoreSlots => (int)((_portsAndLatency >> SlotsShift) & SlotsMask);

    /// <summary>Cycles from issue to result; of loads, in the L1D.</summary>
    internal byte Latency => (byte)(_portsAndLatency >> LatencyShift);
}
