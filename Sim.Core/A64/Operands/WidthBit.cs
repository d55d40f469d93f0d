namespace Sim.Core.A64.Operands;

/// <summary>The bit that tells X registers from W registers: not a part of the text.</summary>
sealed class WidthBit() : Operand(1u << 31)
{
    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Is64 = IsSet(word) };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        word |= i.Is64 ? Bits : 0;
        return true;
    }

    bool IsSet(uint word) => (word & Bits) != 0;
}
