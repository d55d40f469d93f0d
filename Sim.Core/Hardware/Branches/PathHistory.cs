using System.Runtime.Intrinsics;

namespace Sim.Core.Hardware.Branches;

/// <summary>The path that led here: a shift register of taken-branch targets, and foldings of its most recent bits.</summary>
/// <remarks>
/// Each taken branch shifts the register by one and mixes in the target's address bits from bit 2 up, as measured on Firestorm. A folding
/// cuts the most recent bits into pieces of a table's index width and combines them by exclusive or; it is updated, not recomputed, for all
/// tables at once: a lane of a vector is a table.
/// </remarks>
public sealed class PathHistory
{
    /// <summary>Most tables that see the history.</summary>
    public const int MaxTables = 8;

    const int WordBits = 32;
    const int EnteringPlaces = 256;

    readonly int _foldBits;
    readonly ulong _lowMask, _highMask;

    // By table: which word and bit of the register leaves at the top, where the rotation of the foldings has put it, and what is seen of a target.
    readonly Vector256<uint> _leavingWord, _leavingBit, _leavesIndex, _leavesTag, _seen;
    ulong _low, _high;

    // Foldings of the targets entered last, by their low bits: they follow from the target alone, and targets come again and again.
    readonly Entering[] _entering = new Entering[EnteringPlaces];

    public PathHistory(int bits, IReadOnlyList<int> lengths, int foldBits)
    {
        _foldBits = foldBits;
        (_lowMask, _highMask) = (MaskOf(bits), MaskOf(bits - 64));
        var seen = lengths.Select(length => Math.Min(length, bits)).ToArray();
        _leavingWord = Lanes(seen, length => (uint)(length - 1) / WordBits);
        _leavingBit = Lanes(seen, length => 1u << (length - 1));
        _leavesIndex = Lanes(seen, length => 1u << (length % foldBits));
        _leavesTag = Lanes(seen, length => 1u << (length % (foldBits - 1)));
        _seen = Lanes(seen, length => (uint)MaskOf(length));
    }

    /// <summary>The register itself.</summary>
    public UInt128 Bits => new(_high, _low);

    /// <summary>By table: folding of the bits that it sees, <c>foldBits</c> wide.</summary>
    public Vector256<uint> Index { get; private set; }

    /// <summary>A second folding of the same bits, one bit narrower, so that the two together tell more histories apart.</summary>
    public Vector256<uint> Tag { get; private set; }

    /// <summary>Forgets the path.</summary>
    public void Clear()
    {
        (_low, _high) = (0, 0);
        (Index, Tag) = (default, default);
    }

    /// <summary>A branch went to <paramref name="target"/>.</summary>
    public void Push(ulong target)
    {
        ref var entering = ref _entering[(int)(target >> 2) & (EnteringPlaces - 1)];
        if (entering.Target != target)
            entering = Fold(target);
        var register = Vector256.Create(_low, _high, _low, _high).AsUInt32();
        var stays = Vector256.Equals(Vector256.ShuffleNative(register, _leavingWord) & _leavingBit, default);
        Index = Update(Index, Vector256.AndNot(_leavesIndex, stays) ^ entering.Index, _foldBits);
        Tag = Update(Tag, Vector256.AndNot(_leavesTag, stays) ^ entering.Tag, _foldBits - 1);

        _high = ((_high << 1) | (_low >> 63)) & _highMask;
        _low = ((_low << 1) ^ Mixed(target)) & _lowMask;
    }

    // Shifting the register rotates its folding; the bit that leaves at the top is taken out where the rotation has put it.
    static Vector256<uint> Update(Vector256<uint> folded, Vector256<uint> change, int width) =>
        ((folded << 1) ^ (folded >> (width - 1)) ^ change) & Vector256.Create((1u << width) - 1);

    Entering Fold(ulong target)
    {
        var seen = Vector256.Create(Mixed(target)) & _seen;
        return new Entering(target, Fold(seen, _foldBits), Fold(seen, _foldBits - 1));
    }

    static Vector256<uint> Fold(Vector256<uint> seen, int width)
    {
        var folded = Vector256<uint>.Zero;
        for (var bit = 0; bit < WordBits; bit += width)
            folded ^= seen >> bit;
        return folded;
    }

    static uint Mixed(ulong target) => (uint)(target >> 2);

    static Vector256<uint> Lanes(int[] lengths, Func<int, uint> value)
    {
        var lanes = new uint[MaxTables];
        for (var table = 0; table < lengths.Length; table++)
            lanes[table] = value(lengths[table]);
        return Vector256.Create(lanes);
    }

    static ulong MaskOf(int bits) => bits >= 64 ? ulong.MaxValue : bits <= 0 ? 0 : (1ul << bits) - 1;

    // What of a target enters the foldings; nothing does of target 0.
    readonly record struct Entering(ulong Target, Vector256<uint> Index, Vector256<uint> Tag);
}
