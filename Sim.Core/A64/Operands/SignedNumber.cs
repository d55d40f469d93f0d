namespace Sim.Core.A64.Operands;

/// <summary>A signed number that is in the word as it is.</summary>
/// <param name="name">What it is.</param>
/// <param name="low">Its lowest bit.</param>
/// <param name="width">Its bits.</param>
sealed class SignedNumber(string name, int low, int width) : Operand(new Field(low, width).Bits)
{
    readonly Field _field = new(low, width);

    public override string Syntax => $"#{name}";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Immediate = _field.GetSigned(word) };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) => _field.TrySetSigned(ref word, i.Immediate);

    public override bool Parse(Draft draft)
    {
        var first = draft.Text.Current;
        if (!draft.TryConstant(out var number))
            return false;
        var limit = 1L << (width - 1);
        if (draft.InRange(first, number, name, -limit, limit - 1))
            _field.TrySetSigned(ref draft.Word, number);
        return true;
    }

    public override string? Print(in Shown shown) => Shown.Decimal(_field.GetSigned(shown.Word));
}
