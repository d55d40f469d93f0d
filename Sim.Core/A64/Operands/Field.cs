namespace Sim.Core.A64.Operands;

/// <summary>A run of bits in an instruction word.</summary>
/// <param name="Low">Its lowest bit.</param>
/// <param name="Width">Number of bits, 1 to 31.</param>
readonly record struct Field(int Low, int Width)
{
    public uint Bits => ((1u << Width) - 1) << Low;

    public uint Get(uint word) => (word & Bits) >> Low;

    /// <summary>The field as a signed number.</summary>
    public long GetSigned(uint word) => (long)((ulong)word << (64 - Low - Width)) >> (64 - Width);

    /// <returns>False if <paramref name="value"/> does not fit.</returns>
    public bool TrySet(ref uint word, ulong value)
    {
        if (value >> Width != 0)
            return false;
        word |= (uint)value << Low;
        return true;
    }

    /// <summary><see cref="TrySet"/> of a signed number.</summary>
    public bool TrySetSigned(ref uint word, long value)
    {
        if (value < -(1L << (Width - 1)) || value >= 1L << (Width - 1))
            return false;
        word |= ((uint)value << Low) & Bits;
        return true;
    }
}
