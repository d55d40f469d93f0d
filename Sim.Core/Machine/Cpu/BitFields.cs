using System.Buffers.Binary;
using Sim.Core.A64;

namespace Sim.Core.Machine.Cpu;

/// <summary>Bit-field moves, shifts by a register, and reversals.</summary>
static class BitFields
{
    /// <summary>ubfm: bits ImmR to ImmS go to the bottom, or the low ImmS + 1 bits go up; the rest is zero.</summary>
    public static ulong MoveUnsigned(in Instruction i, ulong value)
    {
        var (shift, width, isInsert) = Field(i);
        var field = (isInsert ? value : value >> shift) & Ones(width);
        return isInsert ? field << shift : field;
    }

    /// <summary>sbfm: as ubfm, and the bits above are copies of the field's top bit.</summary>
    public static ulong MoveSigned(in Instruction i, ulong value)
    {
        var (shift, width, isInsert) = Field(i);
        var field = isInsert ? value : value >> shift;
        var extended = (ulong)((long)(field << (64 - width)) >> (64 - width));
        return isInsert ? extended << shift : extended;
    }

    /// <summary>bfm: as ubfm, and the rest is that of <paramref name="old"/>.</summary>
    public static ulong Insert(in Instruction i, ulong value, ulong old)
    {
        var (shift, width, isInsert) = Field(i);
        var mask = isInsert ? Ones(width) << shift : Ones(width);
        return (old & ~mask) | MoveUnsigned(i, value);
    }

    public static ulong Extract(in Instruction i, ulong high, ulong low)
    {
        int lowBit = i.Amount;
        if (!i.Is64)
            return (uint)((high << 32 | (uint)low) >> lowBit);
        return lowBit == 0 ? low : low >> lowBit | high << (64 - lowBit);
    }

    // The processor takes the shift modulo the width, as C# does.
    public static ulong ShiftLeft(in Instruction i, ulong value, ulong by) => i.Is64 ? value << (int)by : (uint)value << (int)by;

    public static ulong ShiftRight(in Instruction i, ulong value, ulong by) => i.Is64 ? value >> (int)by : (uint)value >> (int)by;

    public static ulong ShiftRightSigned(in Instruction i, ulong value, ulong by) =>
        i.Is64 ? (ulong)((long)value >> (int)by) : (uint)((int)value >> (int)by);

    public static ulong RotateRight(in Instruction i, ulong value, ulong by) =>
        i.Is64 ? ulong.RotateRight(value, (int)by) : uint.RotateRight((uint)value, (int)by);

    public static ulong ReverseBits(in Instruction i, ulong value)
    {
        value = (value >> 1 & 0x5555555555555555) | (value & 0x5555555555555555) << 1;
        value = (value >> 2 & 0x3333333333333333) | (value & 0x3333333333333333) << 2;
        value = (value >> 4 & 0x0f0f0f0f0f0f0f0f) | (value & 0x0f0f0f0f0f0f0f0f) << 4;
        value = BinaryPrimitives.ReverseEndianness(value);
        return i.Is64 ? value : value >> 32;
    }

    public static ulong ReverseBytes(in Instruction i, ulong value) =>
        i.Is64 ? BinaryPrimitives.ReverseEndianness(value) : BinaryPrimitives.ReverseEndianness((uint)value);

    public static ulong ReverseBytesInHalfwords(ulong value) =>
        (value >> 8 & 0x00ff00ff00ff00ff) | (value & 0x00ff00ff00ff00ff) << 8;

    public static ulong ReverseBytesInWords(ulong value) => ulong.RotateRight(BinaryPrimitives.ReverseEndianness(value), 32);

    // ImmR above ImmS means an insertion, which rotates right by ImmR: a shift to the left by the rest of the width.
    static (int Shift, int Width, bool IsInsert) Field(in Instruction i)
    {
        var (immR, immS) = ((int)i.Amount, (int)i.Immediate);
        return immS >= immR ? (immR, immS - immR + 1, false) : ((i.Is64 ? 64 : 32) - immR, immS + 1, true);
    }

    static ulong Ones(int count) => ulong.MaxValue >> (64 - count);
}
