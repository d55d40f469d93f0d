using System.Globalization;
using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary>What SYS and SYSL name by numbers: <c>#3, C7, C14, #1</c>.</summary>
sealed class SystemOperation() : Operand(Encoding.Bits)
{
    static readonly Field Encoding = new(5, 14);
    static readonly Field Op1 = new(16, 3);
    static readonly Field Crn = new(12, 4);
    static readonly Field Crm = new(8, 4);
    static readonly Field Op2 = new(5, 3);

    public override string Syntax => "#op1, Cn, Cm, #op2";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Immediate = Encoding.Get(word) };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) => Encoding.TrySet(ref word, (ulong)i.Immediate);

    public override bool Parse(Draft draft) => draft.TryNumber(Op1, "op1", 0, 7) && draft.Expect(",") && Control(draft, Crn)
        && draft.Expect(",") && Control(draft, Crm) && draft.Expect(",") && draft.TryNumber(Op2, "op2", 0, 7);

    public override string? Print(in Shown shown) => Of(Encoding.Get(shown.Word));

    /// <summary>The text of an operation, of which <paramref name="encoding"/> has the bits.</summary>
    public static string Of(uint encoding)
    {
        var word = encoding << Encoding.Low;
        return string.Create(CultureInfo.InvariantCulture, $"#{Op1.Get(word)}, C{Crn.Get(word)}, C{Crm.Get(word)}, #{Op2.Get(word)}");
    }

    static bool Control(Draft draft, Field field)
    {
        var token = draft.Text.Current;
        if (token.Kind != TokenKind.Name || char.ToLowerInvariant(token.Text[0]) != 'c'
            || !byte.TryParse(token.Text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return draft.Expected("c0 to c15");
        draft.Cursor.Next();
        draft.InRange(token, number, "control register", 0, 15);
        return field.TrySet(ref draft.Word, (ulong)number & 15);
    }
}
