namespace Sim.Core.A64.Operands;

/// <summary>An address as a distance in words from the instruction.</summary>
sealed class WordTarget(int low, int width) : Operand(new Field(low, width).Bits)
{
    readonly Field _field = new(low, width);

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Immediate = (long)address + 4 * _field.GetSigned(word) };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        var distance = i.Immediate - (long)address;
        return (distance & 3) == 0 && _field.TrySetSigned(ref word, distance >> 2);
    }
}
