namespace Sim.Core.A64.Operands;

/// <summary>The bit that tells X registers from W registers.</summary>
/// <param name="bit">Its number. Bit 22 repeats bit 31 in bit-field instructions.</param>
sealed class WidthBit(int bit) : Operand(1u << bit)
{
    public override bool IsWritten => false;

    public override bool SaysWidth => true;

    public override string Syntax => "";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        var is64 = (word & Bits) != 0;
        if (bit != 31 && is64 != i.Is64)
            return false;
        i = i with { Is64 = is64 };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        word |= i.Is64 ? Bits : 0;
        return true;
    }

    // Called last: by then the registers have said it.
    public override bool Parse(Draft draft)
    {
        draft.Word |= draft.Is64 ? Bits : 0;
        return true;
    }
}
