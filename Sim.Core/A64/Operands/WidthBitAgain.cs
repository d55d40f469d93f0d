namespace Sim.Core.A64.Operands;

/// <summary>Bit 22 of bit-field instructions, which must repeat <see cref="WidthBit"/>: not a part of the text.</summary>
sealed class WidthBitAgain() : Operand(1u << 22)
{
    public override bool Decode(uint word, ulong address, ref Instruction i) => (word & Bits) != 0 == i.Is64;

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        word |= i.Is64 ? Bits : 0;
        return true;
    }
}
