using System.Numerics;
using Sim.Core.A64;

namespace Sim.Core.Machine.Pipeline;

/// <summary>How long a divide takes: the more bits its quotient has, the longer.</summary>
static class Divider
{
    /// <summary>
    /// Cycles of <paramref name="i"/> with these operands: the core's least, and of what its most is beyond that the share that the quotient's bits are
    /// of all bits, cut to whole cycles.
    /// </summary>
    public static int Cycles(BackEnd core, in Instruction i, ulong dividend, ulong divisor)
    {
        var (most, least, width) = i.Is64
            ? (core.Divide64Latency, core.Operations.Divide64Least, 64)
            : (core.Divide32Latency, core.Operations.Divide32Least, 32);
        if (least == 0)
            return most;
        var (bits, divisorBits) = (BitsOf(dividend, i), BitsOf(divisor, i));
        return least + ((most - least) * (divisorBits == 0 ? 0 : Math.Max(bits - divisorBits, 0)) / width);
    }

    /// <summary>Cycles for which a divide of <paramref name="cycles"/> keeps the next one waiting.</summary>
    public static int Interval(BackEnd core, int cycles) =>
        core.Operations.DivideInterval is var interval and > 0 ? Math.Min(interval, cycles) : cycles;

    // Significant bits of the magnitude.
    static int BitsOf(ulong value, in Instruction i)
    {
        if (!i.Is64)
            value = i.Opcode == Opcode.Sdiv ? (ulong)(int)value : (uint)value;
        var magnitude = i.Opcode == Opcode.Sdiv && (long)value < 0 ? 0 - value : value;
        return 64 - BitOperations.LeadingZeroCount(magnitude);
    }
}
