namespace Sim.Core.A64.Operands;

/// <summary>A constant of 8 bits, shifted or not, that fills the elements of a vector; or the bytes of a doubleword, each all ones or zero.</summary>
/// <param name="elementBytes">1, 2, 4 or 8; of 8 each bit is a byte.</param>
/// <param name="isInverted">True if the elements are the inverse.</param>
/// <param name="shift">Where the shift is, in bytes; null if there is none.</param>
/// <param name="shiftsOnes">True if ones are shifted in: <c>msl</c>, by 8 or 16.</param>
sealed class VectorConstant(int elementBytes, bool isInverted, Field? shift, bool shiftsOnes)
    : Operand(Low.Bits | High.Bits | (shift?.Bits ?? 0))
{
    static readonly Field Low = new(5, 5);
    static readonly Field High = new(16, 3);

    public override string Syntax => shift is null ? "#imm" : shiftsOnes ? "#imm, msl #amount" : "#imm{, lsl #amount}";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Immediate = (long)Expand(word) };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        for (var steps = 0u; steps < (shift is { } field ? 1u << field.Width : 1); steps++)
        {
            for (var bits = 0u; bits < 256; bits++)
            {
                var candidate = word;
                if (TrySet(ref candidate, bits, steps) && Expand(candidate) == (ulong)i.Immediate)
                {
                    word = candidate;
                    return true;
                }
            }
        }

        return false;
    }

    public override bool Parse(Draft draft)
    {
        var first = draft.Text.Current;
        if (!draft.TryConstant(out var number))
            return false;
        if (elementBytes == 8)
            return ParseBytes(draft, first, (ulong)number);
        draft.InRange(first, number, "constant", 0, 255);
        var steps = 0u;
        if (shift is { } field && draft.Text.AcceptComma())
        {
            if (!draft.TryWord("shift", new Dictionary<string, bool> { [shiftsOnes ? "msl" : "lsl"] = true }, out _))
                return false;
            first = draft.Text.Current;
            if (!draft.TryConstant(out var amount))
                return false;
            var lowest = shiftsOnes ? 8 : 0;
            draft.InRange(first, amount, "shift", lowest, shiftsOnes ? 16 : 8 * (elementBytes - 1), 8);
            steps = (uint)(amount - lowest) / 8 & (field.Bits >> field.Low);
        }
        else if (shiftsOnes)
        {
            return draft.Expected("',', then msl #8 or msl #16");
        }

        return TrySet(ref draft.Word, (uint)number & 255, steps);
    }

    public override string? Print(in Shown shown)
    {
        var (bits, steps) = (BitsOf(shown.Word), shift?.Get(shown.Word) ?? 0);
        return elementBytes == 8 ? Shown.Hex(Expand(shown.Word))
            : shiftsOnes ? $"{Shown.Hex(bits)}, msl #{8 * (steps + 1)}"
            : steps == 0 ? Shown.Hex(bits) : $"{Shown.Hex(bits)}, lsl #{8 * steps}";
    }

    static bool TrySet(ref uint word, uint bits) => Low.TrySet(ref word, bits & 31) && High.TrySet(ref word, bits >> 5);

    bool TrySet(ref uint word, uint bits, uint steps) => TrySet(ref word, bits) && (shift?.TrySet(ref word, steps) ?? true);

    static uint BitsOf(uint word) => Low.Get(word) | High.Get(word) << 5;

    static bool ParseBytes(Draft draft, Parsing.Token first, ulong number)
    {
        var bits = 0u;
        for (var i = 0; i < 8; i++)
        {
            var part = number >> 8 * i & 255;
            if (part is not 0 and not 255)
            {
                draft.Complain(draft.Text.BadNumber(first, "constant", Shown.Hex(number), "has a byte that is neither 0 nor 0xff"));
                return true;
            }

            bits |= (uint)(part & 1) << i;
        }

        return TrySet(ref draft.Word, bits);
    }

    ulong Expand(uint word)
    {
        var (bits, steps) = ((ulong)BitsOf(word), (int)(shift?.Get(word) ?? 0));
        if (elementBytes == 8)
        {
            var all = 0UL;
            for (var i = 0; i < 8; i++)
                all |= (bits >> i & 1) != 0 ? 255UL << 8 * i : 0;
            return all;
        }

        var element = shiftsOnes ? ((bits + 1) << 8 * (steps + 1)) - 1 : bits << 8 * steps;
        var filled = element * (elementBytes switch
        {
            1 => 0x0101_0101_0101_0101UL,
            2 => 0x0001_0001_0001_0001,
            _ => 0x0000_0001_0000_0001,
        });
        return isInverted ? ~filled : filled;
    }
}
