namespace Sim.Core.A64.Operands;

/// <summary>A condition.</summary>
sealed class ConditionCode(int low) : Operand(new Field(low, 4).Bits)
{
    readonly Field _field = new(low, 4);

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Condition = (Condition)_field.Get(word) };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) => _field.TrySet(ref word, (uint)i.Condition);
}
