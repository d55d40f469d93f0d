namespace Sim.Core.A64.Operands;

/// <summary>Base and a signed offset of some bits in units of the access, with or without write-back.</summary>
sealed class SignedAddress(int low, int width, int unitBytes, Addressing addressing) : Operand(Base.Field.Bits | new Field(low, width).Bits)
{
    readonly Field _offset = new(low, width);

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Rn = Base.Get(word), Addressing = addressing, Immediate = _offset.GetSigned(word) * unitBytes };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) =>
        Base.TrySet(ref word, i) && i.Immediate % unitBytes == 0 && _offset.TrySetSigned(ref word, i.Immediate / unitBytes);
}
