using System.Globalization;
using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary>A floating-point constant of 8 bits: sign, 3 bits of exponent, 4 bits of fraction.</summary>
/// <param name="low">Lowest bit of its low part.</param>
/// <param name="lowWidth">Bits of its low part: 8, or 5 with the others from bit 16 on.</param>
/// <param name="elementBytes">2, 4 or 8: the format.</param>
/// <param name="copies">How often it is in 64 bits: 1 where the rest is zero.</param>
sealed class FloatImmediate(int low, int lowWidth, int elementBytes, int copies)
    : Operand(new Field(low, lowWidth).Bits | (lowWidth == 8 ? 0 : High.Bits))
{
    static readonly Field High = new(16, 3);

    public override string Syntax => "#float";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Immediate = (long)Expand(BitsOf(word)) };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        for (var bits = 0u; bits < 256; bits++)
        {
            if (Expand(bits) == (ulong)i.Immediate)
                return TrySet(ref word, bits);
        }

        return false;
    }

    public override bool Parse(Draft draft)
    {
        var first = draft.Text.Current;
        draft.Cursor.Accept("#");
        if (Read(draft.Cursor) is not { } number)
            return draft.Expected("a floating-point constant");
        for (var bits = 0u; bits < 256; bits++)
        {
            if (ValueOf(bits).Equals(number))
                return TrySet(ref draft.Word, bits);
        }

        draft.Complain(draft.Text.BadNumber(first, "constant", number.ToString(CultureInfo.InvariantCulture),
            "has no encoding: n / 16 times a power of two from 1/8 to 16, n from 16 to 31, has one"));
        return true;
    }

    public override string? Print(in Shown shown) => $"#{ValueOf(BitsOf(shown.Word)).ToString("0.000000000000000000e+00", CultureInfo.InvariantCulture)}";

    // A sign, digits, and an exponent, which the lexer cuts at its own sign.
    static double? Read(TokenCursor cursor)
    {
        var sign = cursor.Accept("-") ? "-" : "";
        if (cursor.Current.Kind != TokenKind.Number)
            return null;
        var text = sign + cursor.Next().Text;
        if (text[^1] is 'e' or 'E' && (cursor.At("+") || cursor.At("-")))
        {
            text += cursor.Next().Text;
            text += cursor.Next().Text;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    static double ValueOf(uint bits)
    {
        var exponent = (int)(bits >> 4 & 7);
        var magnitude = (16 + (int)(bits & 15)) / 16.0 * Math.Pow(2, (exponent & 4) != 0 ? exponent - 7 : exponent + 1);
        return (bits & 128) != 0 ? -magnitude : magnitude;
    }

    ulong Expand(uint bits)
    {
        var element = elementBytes switch
        {
            8 => BitConverter.DoubleToUInt64Bits(ValueOf(bits)),
            4 => BitConverter.SingleToUInt32Bits((float)ValueOf(bits)),
            _ => BitConverter.HalfToUInt16Bits((Half)ValueOf(bits)),
        };
        var all = 0UL;
        for (var copy = 0; copy < copies; copy++)
            all |= element << 8 * elementBytes * copy;
        return all;
    }

    uint BitsOf(uint word) => new Field(low, lowWidth).Get(word) | (lowWidth == 8 ? 0 : High.Get(word) << 5);

    bool TrySet(ref uint word, uint bits) => lowWidth == 8
        ? new Field(low, 8).TrySet(ref word, bits)
        : new Field(low, 5).TrySet(ref word, bits & 31) && High.TrySet(ref word, bits >> 5);
}
