namespace Sim.Core.Hardware.Branches;

/// <summary>The path that led here: a shift register of taken-branch targets, and foldings of its most recent bits.</summary>
/// <remarks>
/// Each taken branch shifts the register by one and mixes in the target's address bits from bit 2 up, as measured on Firestorm. A folding
/// cuts the most recent bits into pieces of a table's index width and combines them by exclusive or; it is updated, not recomputed.
/// </remarks>
public sealed class PathHistory(int bits, IReadOnlyList<int> lengths, int foldBits)
{
    readonly UInt128 _mask = MaskOf(bits);
    readonly int[] _lengths = [.. lengths.Select(length => Math.Min(length, bits))];
    readonly uint[] _index = new uint[lengths.Count];
    readonly uint[] _tag = new uint[lengths.Count];

    /// <summary>The register itself.</summary>
    public UInt128 Bits { get; private set; }

    /// <summary>Folding of the bits that table <paramref name="table"/> sees, <c>foldBits</c> wide.</summary>
    public uint Index(int table) => _index[table];

    /// <summary>A second folding of the same bits, one bit narrower, so that the two together tell more histories apart.</summary>
    public uint Tag(int table) => _tag[table];

    /// <summary>Forgets the path.</summary>
    public void Clear()
    {
        Bits = 0;
        Array.Clear(_index);
        Array.Clear(_tag);
    }

    /// <summary>A branch went to <paramref name="target"/>.</summary>
    public void Push(ulong target)
    {
        var mixed = (uint)(target >> 2);
        for (var table = 0; table < _lengths.Length; table++)
        {
            var length = _lengths[table];
            var leaving = (uint)(Bits >> (length - 1)) & 1;
            var entering = length < 32 ? mixed & ((1u << length) - 1) : mixed;
            _index[table] = Update(_index[table], leaving, entering, length, foldBits);
            _tag[table] = Update(_tag[table], leaving, entering, length, foldBits - 1);
        }

        Bits = ((Bits << 1) ^ mixed) & _mask;
    }

    // Shifting the register rotates its folding; the bit that leaves at the top is taken out where the rotation has put it.
    static uint Update(uint folded, uint leaving, uint entering, int length, int width)
    {
        var mask = (1u << width) - 1;
        folded = ((folded << 1) | (folded >> (width - 1))) & mask;
        folded ^= leaving << (length % width);
        for (; entering != 0; entering >>= width)
            folded ^= entering & mask;
        return folded;
    }

    static UInt128 MaskOf(int bits) => bits >= 128 ? UInt128.MaxValue : (UInt128.One << bits) - 1;
}
