using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary>An element of a SIMD register: <c>v0.s[1]</c>. Its index is in Amount.</summary>
/// <param name="low">Lowest of the register's five bits.</param>
/// <param name="slot">Where the decoded instruction has the register's number.</param>
/// <param name="letter">b, h, s or d.</param>
/// <param name="index">Where the index is; null if it is 1 in all words.</param>
/// <param name="shift">By how much the index is shifted in Amount.</param>
sealed class VectorElement(int low, Slot slot, char letter, Field? index, int shift = 0) : Operand(new Field(low, 5).Bits | (index?.Bits ?? 0))
{
    readonly Field _register = new(low, 5);

    public override string Syntax => $"V{(low == 0 ? 'd' : 'n')}.{letter}[{(index is null ? "1" : "index")}]";

    int Highest => 16 / VectorNames.BytesOf(letter) - 1;

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = Slots.With(i, slot, (byte)_register.Get(word));
        i = i with { Amount = (byte)(i.Amount | IndexOf(word) << shift) };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        var number = (uint)i.Amount >> shift & 15;
        return _register.TrySet(ref word, Slots.Get(i, slot)) && (index?.TrySet(ref word, number) ?? number == 1);
    }

    public override bool Parse(Draft draft)
    {
        var token = draft.Text.Current;
        if (VectorNames.Split(token) is not var (number, suffix))
            return draft.Expected($"an element such as v0.{letter}[1]");
        draft.Cursor.Next();
        if (suffix != letter.ToString())
            draft.Complain("SIM203", $"'{token.Text}': an element v0.{letter} to v31.{letter} is needed here", token);
        _register.TrySet(ref draft.Word, number);
        if (!draft.Expect("["))
            return false;
        var first = draft.Text.Current;
        if (!draft.TryConstant(out var element))
            return false;
        if (draft.InRange(first, element, "index", index is null ? 1 : 0, index is null ? 1 : Highest))
            index?.TrySet(ref draft.Word, (ulong)element);
        return draft.Expect("]");
    }

    public override string? Print(in Shown shown) => $"{VectorNames.Of(_register.Get(shown.Word), letter.ToString())}[{IndexOf(shown.Word)}]";

    uint IndexOf(uint word) => index?.Get(word) ?? 1;
}
