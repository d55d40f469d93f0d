namespace Sim.Core.A64.Operands;

/// <summary>The address of a literal, as a distance in words.</summary>
/// <param name="poolBytes">Bytes of the literal that <c>=value</c> makes; null if that makes none.</param>
sealed class LiteralAddress(int? poolBytes) : Operand(new Field(5, 19).Bits)
{
    readonly WordTarget _target = new(5, 19, FixupKind.Literal);

    public override string Syntax => poolBytes is not null ? "label|=value" : "label";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Addressing = Addressing.Literal };
        return _target.Decode(word, address, ref i);
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) => _target.Encode(i, address, ref word);

    public override bool Parse(Draft draft)
    {
        if (!draft.Cursor.At("="))
            return _target.Parse(draft);
        if (poolBytes is not { } bytes)
            return draft.Expected("a label");
        draft.Cursor.Next();
        return draft.ReferToPool(bytes);
    }

    public override string? Print(in Shown shown) => _target.Print(shown);
}
