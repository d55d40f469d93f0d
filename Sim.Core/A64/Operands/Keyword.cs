using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary>A word that belongs to the form: not a part of the instruction word.</summary>
sealed class Keyword(string word) : Operand(0)
{
    public override string Syntax => word;

    public override bool Encode(in Instruction i, ulong address, ref uint encoded) => true;

    public override bool Parse(Draft draft)
    {
        if (draft.Text.Current is not { Kind: TokenKind.Name } token || !token.Text.Equals(word, StringComparison.OrdinalIgnoreCase))
            return draft.ExpectedKeyword(word);
        draft.Cursor.Next();
        return true;
    }

    public override string? Print(in Shown shown) => word;
}
