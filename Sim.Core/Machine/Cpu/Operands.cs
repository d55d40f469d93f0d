using Sim.Core.A64;

namespace Sim.Core.Machine.Cpu;

/// <summary>Forms the second operand.</summary>
static class Operands
{
    /// <summary>Immediate, shifted or extended Rm; not yet cut to 32 bits for W operations.</summary>
    public static ulong Second(in Instruction i, ulong[] x)
    {
        if (i.Operand2 == Operand2.Immediate)
            return (ulong)i.Immediate;
        var value = x[i.Rm];
        int amount = i.Amount;
        return i.Operand2 switch
        {
            Operand2.Lsl => value << amount,
            Operand2.Lsr => i.Is64 ? value >> amount : (uint)value >> amount,
            Operand2.Asr => i.Is64 ? (ulong)((long)value >> amount) : (uint)((int)value >> amount),
            Operand2.Ror => i.Is64 ? ulong.RotateRight(value, amount) : uint.RotateRight((uint)value, amount),
            _ => Extend(value, i.Operand2) << amount,
        };
    }

    /// <summary>Base plus index of a <see cref="Addressing.RegisterOffset"/>.</summary>
    public static ulong Index(in Instruction i, ulong[] x) => i.Operand2 switch
    {
        Operand2.Lsl => x[i.Rm] << i.Amount,
        _ => Extend(x[i.Rm], i.Operand2) << i.Amount,
    };

    static ulong Extend(ulong value, Operand2 kind) => kind switch
    {
        Operand2.Uxtb => (byte)value,
        Operand2.Uxth => (ushort)value,
        Operand2.Uxtw => (uint)value,
        Operand2.Sxtb => (ulong)(sbyte)value,
        Operand2.Sxth => (ulong)(short)value,
        Operand2.Sxtw => (ulong)(int)value,
        _ => value,
    };
}
