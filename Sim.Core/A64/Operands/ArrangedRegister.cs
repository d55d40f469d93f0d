using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary>A SIMD register as a vector of one arrangement: <c>v0.16b</c>.</summary>
/// <param name="low">Lowest of its five bits.</param>
/// <param name="slot">Where the decoded instruction has its number.</param>
/// <param name="arrangement">What follows the dot.</param>
sealed class ArrangedRegister(int low, Slot slot, string arrangement) : Operand(new Field(low, 5).Bits)
{
    readonly Field _field = new(low, 5);

    /// <summary>True if it is the register in bits 5 to 9, written once more.</summary>
    public bool IsSameAsFirst { get; init; }

    public override bool IsWritten => !IsSameAsFirst;

    public override string Syntax => $"V{(low == 0 ? 'd' : 'n')}.{arrangement}";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        if (IsSameAsFirst)
            return _field.Get(word) == new Field(5, 5).Get(word);
        i = Slots.With(i, slot, (byte)_field.Get(word));
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) => _field.TrySet(ref word, IsSameAsFirst ? i.Rn : Slots.Get(i, slot));

    public override bool Parse(Draft draft)
    {
        if (IsSameAsFirst)
            return _field.TrySet(ref draft.Word, new Field(5, 5).Get(draft.Word));
        var token = draft.Text.Current;
        if (VectorNames.Split(token) is not var (number, suffix))
            return draft.Expected($"a register v0.{arrangement} to v31.{arrangement}");
        draft.Cursor.Next();
        if (suffix != arrangement)
            draft.Complain("SIM203", $"'{token.Text}': a register v0.{arrangement} to v31.{arrangement} is needed here", token);
        return _field.TrySet(ref draft.Word, number);
    }

    public override string? Print(in Shown shown) => VectorNames.Of(_field.Get(shown.Word), arrangement);
}
