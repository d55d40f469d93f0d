using System.Numerics;

namespace Sim.Core.A64.Operands;

/// <summary><c>[x0, #8]</c>: base and an unsigned offset in units of the access.</summary>
sealed class ScaledAddress(int unitBytes) : Operand(Base.Field.Bits | Offset.Bits)
{
    static readonly Field Offset = new(10, 12);
    readonly int _unitLog = BitOperations.Log2((uint)unitBytes);

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Rn = Base.Get(word), Immediate = (long)Offset.Get(word) << _unitLog };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) =>
        Base.TrySet(ref word, i) && i.Immediate % unitBytes == 0 && Offset.TrySet(ref word, (ulong)(i.Immediate >> _unitLog));
}
