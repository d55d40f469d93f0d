using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary>Two registers, of which the first has an even number and the second follows it.</summary>
sealed class EvenPair(int low, Slot slot, Slot? alsoReadAs) : Operand(new Field(low, 5).Bits)
{
    readonly Field _field = new(low, 5);

    public override string Syntax => "Rs, R(s+1)";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        var first = (byte)_field.Get(word);
        i = Slots.With(i, slot, first);
        if (alsoReadAs is { } source)
            i = Slots.With(i, source, first);
        return first % 2 == 0;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) => _field.TrySet(ref word, Slots.Get(i, slot));

    public override bool Parse(Draft draft)
    {
        if (!draft.TryRegister(out var first))
            return false;
        draft.RequireWidth(first, null);
        if (first.Number % 2 != 0)
            draft.Complain(draft.Text.WrongRegister(first, "the first register of a pair here must have an even number"));
        if (!draft.Expect(",") || !draft.TryRegister(out var second))
            return false;
        draft.RequireWidth(second, null);
        if (second.Number != first.Number + 1)
            draft.Complain(draft.Text.WrongRegister(second, $"the second register of this pair must be the one after '{first.Token.Text}'"));
        draft.Put(low, first);
        return true;
    }

    public override string? Print(in Shown shown)
    {
        var first = (byte)_field.Get(shown.Word);
        return $"{RegisterNames.Of(first, shown.Is64, isStack: false)}, {RegisterNames.Of((byte)(first + 1), shown.Is64, isStack: false)}";
    }
}
