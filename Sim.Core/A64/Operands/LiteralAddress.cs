namespace Sim.Core.A64.Operands;

/// <summary>The address of a literal, as a distance in words.</summary>
sealed class LiteralAddress() : Operand(new Field(5, 19).Bits)
{
    readonly WordTarget _target = new(5, 19);

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Addressing = Addressing.Literal };
        return _target.Decode(word, address, ref i);
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) => _target.Encode(i, address, ref word);
}
