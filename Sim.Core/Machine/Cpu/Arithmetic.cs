using System.Numerics;
using Sim.Core.A64;

namespace Sim.Core.Machine.Cpu;

/// <summary>Addition, logic, multiplication, division, conditional operations.</summary>
static class Arithmetic
{
    public static ulong Add(in Instruction i, ulong[] x) => Write(i, x, x[i.Rn] + Operands.Second(i, x));

    public static ulong Subtract(in Instruction i, ulong[] x) => Write(i, x, x[i.Rn] - Operands.Second(i, x));

    public static ulong AddSettingFlags(in Instruction i, ulong[] x) =>
        x[i.Rd] = Flags.AddWithCarry(Cut(i, x[i.Rn]), Cut(i, Operands.Second(i, x)), 0, i.Is64, out x[Register.Flags]);

    public static ulong SubtractSettingFlags(in Instruction i, ulong[] x) =>
        x[i.Rd] = Flags.AddWithCarry(Cut(i, x[i.Rn]), Cut(i, ~Operands.Second(i, x)), 1, i.Is64, out x[Register.Flags]);

    /// <summary>adc, adcs; with the second operand inverted sbc, sbcs.</summary>
    public static ulong WithCarry(in Instruction i, ulong[] x, bool inverts, bool setsFlags)
    {
        var carry = (x[Register.Flags] & Flags.C) >> 1;
        x[i.Rd] = Flags.AddWithCarry(Cut(i, x[i.Rn]), Cut(i, inverts ? ~x[i.Rm] : x[i.Rm]), carry, i.Is64, out var flags);
        if (setsFlags)
            x[Register.Flags] = flags;
        return flags;
    }

    public static ulong LogicalSettingFlags(in Instruction i, ulong[] x, ulong result)
    {
        result = Cut(i, result);
        x[i.Rd] = result;
        return x[Register.Flags] = Flags.OfLogical(result, i.Is64);
    }

    /// <summary>ccmp, and ccmn without inversion.</summary>
    public static ulong ConditionalCompare(in Instruction i, ulong[] x, bool inverts)
    {
        if (!Flags.Hold(i.Condition, x[Register.Flags]))
        {
            return x[Register.Flags] = i.Amount;
        }

        var right = i.Operand2 == Operand2.Immediate ? (ulong)i.Immediate : x[i.Rm];
        return Flags.AddWithCarry(Cut(i, x[i.Rn]), Cut(i, inverts ? ~right : right), inverts ? 1UL : 0, i.Is64, out x[Register.Flags]);
    }

    public static ulong MultiplyHighSigned(ulong left, ulong right) => (ulong)Math.BigMul((long)left, (long)right, out _);

    public static ulong MultiplyHighUnsigned(ulong left, ulong right) => Math.BigMul(left, right, out _);

    // A division by zero gives zero.
    public static ulong DivideUnsigned(in Instruction i, ulong left, ulong right) =>
        Cut(i, right) == 0 ? 0 : Cut(i, left) / Cut(i, right);

    // The most negative number divided by -1 gives itself: the quotient wraps.
    public static ulong DivideSigned(in Instruction i, ulong left, ulong right)
    {
        var (l, r) = i.Is64 ? ((long)left, (long)right) : ((int)left, (int)right);
        return r switch
        {
            0 => 0,
            -1 => (ulong)-l,
            _ => (ulong)(l / r),
        };
    }

    public static ulong CountLeadingZeros(in Instruction i, ulong value) =>
        (ulong)(i.Is64 ? BitOperations.LeadingZeroCount(value) : BitOperations.LeadingZeroCount((uint)value));

    // Bits after the sign bit that equal it.
    public static ulong CountLeadingSigns(in Instruction i, ulong value) => i.Is64
        ? (ulong)BitOperations.LeadingZeroCount((value ^ value << 1) | 1)
        : (ulong)BitOperations.LeadingZeroCount(((uint)value ^ (uint)value << 1) | 1);

    public static ulong CountTrailingZeros(in Instruction i, ulong value) =>
        (ulong)(i.Is64 ? BitOperations.TrailingZeroCount(value) : BitOperations.TrailingZeroCount((uint)value));

    // The most negative number stays as it is.
    public static ulong AbsoluteValue(in Instruction i, ulong value) => (i.Is64 ? (long)value : (int)value) < 0 ? 0 - value : value;

    /// <summary>Of the first source and the second one or the constant.</summary>
    public static ulong Larger(in Instruction i, ulong[] x, bool isSigned) => IsLess(i, x[i.Rn], Other(i, x), isSigned) ? Other(i, x) : x[i.Rn];

    /// <summary>As <see cref="Larger"/>.</summary>
    public static ulong Smaller(in Instruction i, ulong[] x, bool isSigned) => IsLess(i, x[i.Rn], Other(i, x), isSigned) ? x[i.Rn] : Other(i, x);

    static ulong Other(in Instruction i, ulong[] x) => i.Operand2 == Operand2.Immediate ? (ulong)i.Immediate : x[i.Rm];

    static bool IsLess(in Instruction i, ulong left, ulong right, bool isSigned) => (i.Is64, isSigned) switch
    {
        (true, true) => (long)left < (long)right,
        (true, false) => left < right,
        (false, true) => (int)left < (int)right,
        (false, false) => (uint)left < (uint)right,
    };

    public static ulong Write(in Instruction i, ulong[] x, ulong result) => x[i.Rd] = i.Is64 ? result : (uint)result;

    public static ulong Cut(in Instruction i, ulong value) => i.Is64 ? value : (uint)value;
}
