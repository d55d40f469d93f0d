namespace Sim.Core.A64.Operands;

/// <summary>Bits without a meaning for execution or timing, such as the operation of a prefetch.</summary>
/// <param name="encoded">What an instruction that was not read from text has in this field.</param>
sealed class Ignored(int low, int width, uint encoded) : Operand(new Field(low, width).Bits)
{
    readonly Field _field = new(low, width);

    public override bool Decode(uint word, ulong address, ref Instruction i) => true;

    public override bool Encode(in Instruction i, ulong address, ref uint word) => _field.TrySet(ref word, encoded);
}
