using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary>A SIMD or floating-point register, by the name that says how much of it is meant.</summary>
/// <param name="low">Lowest of its five bits.</param>
/// <param name="slot">Where the decoded instruction has its number.</param>
/// <param name="letter">b, h, s, d or q.</param>
sealed class VectorRegister(int low, Slot slot, char letter) : Operand(new Field(low, 5).Bits)
{
    readonly Field _field = new(low, 5);

    public override string Syntax => low == 0 ? $"{char.ToUpperInvariant(letter)}t" : $"{char.ToUpperInvariant(letter)}t2";

    /// <summary>True if it is not the register in the lowest bits: both are loaded.</summary>
    public bool DiffersFromFirst { get; init; }

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = Slots.With(i, slot, (byte)_field.Get(word));
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) => _field.TrySet(ref word, Slots.Get(i, slot));

    public override bool Parse(Draft draft)
    {
        if (draft.Text.Current is not { Kind: TokenKind.Name } token || RegisterNames.FindVector(token.Text) is not { } register)
            return draft.Expected("a register");
        draft.Cursor.Next();
        if (register.Letter != letter)
            draft.Complain("SIM203", $"'{token.Text}': a register {letter}0 to {letter}31 is needed here", token);
        if (DiffersFromFirst && new Field(0, 5).Get(draft.Word) == register.Number)
            draft.Complain("SIM213", $"'{token.Text}' is loaded twice by one instruction: which value remains is unpredictable", token);
        return _field.TrySet(ref draft.Word, register.Number);
    }

    public override string? Print(in Shown shown) => $"{letter}{_field.Get(shown.Word)}";
}
