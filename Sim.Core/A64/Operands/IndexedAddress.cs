using System.Numerics;

namespace Sim.Core.A64.Operands;

/// <summary><c>[x0, x1, lsl #3]</c>: base and an index, extended and shifted by the size of the access or not at all.</summary>
sealed class IndexedAddress(int unitBytes) : Operand(Base.Field.Bits | Index.Bits | Kind.Bits | IsShifted.Bits)
{
    static readonly Field Index = new(16, 5);
    static readonly Field Kind = new(13, 3);
    static readonly Field IsShifted = new(12, 1);
    readonly int _unitLog = BitOperations.Log2((uint)unitBytes);

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        if (KindOf(Kind.Get(word)) is not { } kind)
            return false;
        i = i with
        {
            Rn = Base.Get(word),
            Rm = (byte)Index.Get(word),
            Addressing = Addressing.RegisterOffset,
            Operand2 = kind,
            Amount = (byte)(IsShifted.Get(word) != 0 ? _unitLog : 0),
        };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        uint? kind = i.Operand2 switch
        {
            Operand2.Uxtw => 2,
            Operand2.Lsl => 3,
            Operand2.Sxtw => 6,
            Operand2.Sxtx => 7,
            _ => null,
        };
        return kind is { } bits && Base.TrySet(ref word, i) && Index.TrySet(ref word, i.Rm) && Kind.TrySet(ref word, bits)
            && IsShifted.TrySet(ref word, i.Amount != 0 ? 1u : 0);
    }

    static Operand2? KindOf(uint bits) => bits switch
    {
        2 => Operand2.Uxtw,
        3 => Operand2.Lsl,
        6 => Operand2.Sxtw,
        7 => Operand2.Sxtx,
        _ => null,
    };
}
