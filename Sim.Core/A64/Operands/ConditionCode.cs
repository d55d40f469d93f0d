using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary>A condition.</summary>
/// <param name="low">Its lowest bit.</param>
/// <param name="isInverted">True where the text has the opposite, which must not be one of those that always hold.</param>
sealed class ConditionCode(int low, bool isInverted = false) : Operand(new Field(low, 4).Bits)
{
    readonly Field _field = new(low, 4);

    public override string Syntax => "cond";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Condition = (Condition)_field.Get(word) };
        return !isInverted || i.Condition < Condition.Al;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) => _field.TrySet(ref word, (uint)i.Condition);

    public override bool Parse(Draft draft)
    {
        var token = draft.Text.Current;
        if (!draft.TryWord("condition", ConditionNames.All, out var condition))
            return false;
        if (isInverted && condition >= Condition.Al)
            draft.Complain("SIM205", $"condition '{token.Text}' always holds and cannot be inverted here", token);
        return _field.TrySet(ref draft.Word, (uint)condition ^ (isInverted ? 1u : 0));
    }

    public override string? Print(in Shown shown) => ConditionNames.Of((Condition)(_field.Get(shown.Word) ^ (isInverted ? 1u : 0)));
}
