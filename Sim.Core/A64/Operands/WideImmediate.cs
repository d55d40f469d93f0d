namespace Sim.Core.A64.Operands;

/// <summary>The constant of <c>movz</c>, <c>movn</c> and <c>movk</c>: 16 bits at bit 0, 16, 32 or 48.</summary>
sealed class WideImmediate(WideMove move) : Operand(new Field(5, 18).Bits)
{
    static readonly Field Position = new(21, 2);
    static readonly Field Value = new(5, 16);

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        var shift = 16 * (int)Position.Get(word);
        if (shift >= 32 && !i.Is64)
            return false;
        var value = (ulong)Value.Get(word) << shift;
        if (move == WideMove.Inverted)
            value = i.Is64 ? ~value : (uint)~value;
        i = i with { Immediate = (long)value, Amount = move == WideMove.Keep ? (byte)shift : (byte)0 };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        var value = (ulong)i.Immediate;
        if (move == WideMove.Inverted)
            value = i.Is64 ? ~value : (uint)~value;
        var shift = move == WideMove.Keep ? i.Amount : 0;
        while (move != WideMove.Keep && shift < 48 && value >> shift > 0xffff)
            shift += 16;
        return (value & ((1UL << shift) - 1)) == 0 && Value.TrySet(ref word, value >> shift) && Position.TrySet(ref word, (uint)shift / 16);
    }
}

/// <summary>What the bits around the constant become.</summary>
enum WideMove
{
    /// <summary>Zero: movz.</summary>
    Zeroed,

    /// <summary>Ones, and the constant is inverted too: movn.</summary>
    Inverted,

    /// <summary>What they were: movk.</summary>
    Keep,
}
