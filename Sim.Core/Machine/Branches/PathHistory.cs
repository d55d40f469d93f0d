using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Branches;

/// <summary>The path that led here: a shift register of taken-branch targets, and foldings of its most recent bits.</summary>
/// <remarks>
/// Each taken branch shifts the register by one and mixes in the target's address bits from bit 2 up, as measured on Firestorm. A folding
/// cuts the most recent bits into pieces of a table's index width and combines them by exclusive or. Foldings are updated when they are
/// asks for them, for all tables at once: a lane of a vector is a table.
/// </remarks>
public struct PathHistory
{
    /// <summary>Most tables that see the history.</summary>
    public const int MaxTables = 8;

    /// <summary>Most bits that it has.</summary>
    public const int MaxBits = 256;

    const int WordBits = 32;
    const int EnteringPlaces = 256;
    const int TargetPlaces = 4;

    readonly int _foldBits;
    readonly Vector256<ulong> _mask;

    // By table: which word and bit of the register leaves at the top, where the rotation of the foldings has put it, and what is seen of a target.
    readonly Vector256<uint> _leavingWord, _leavingBit, _leavesIndex, _leavesTag, _seen;
    Vector256<ulong> _bits;

    // The foldings, and the register that they belong to; the targets that have entered it since are folded in on demand.
    Vector256<uint> _index, _tag;
    Vector256<ulong> _foldedBits;
    readonly PinnedArray<ulong> _targets = PinnedArrays.Take<ulong>(TargetPlaces);
    long _pending;

    // By piece of the register, as wide as a folding: which of its bits each table sees.
    readonly Vector256<uint>[] _indexPieces, _tagPieces;

    // Foldings of the targets entered last, by their low bits: they follow from the target alone, and targets come again and again.
    readonly PinnedArray<Entering> _entering = PinnedArrays.Take<Entering>(EnteringPlaces);

    public PathHistory(int bits, IReadOnlyList<int> lengths, int foldBits)
    {
        _foldBits = foldBits;
        _mask = Vector256.Create(MaskOf(bits), MaskOf(bits - 64), MaskOf(bits - 128), MaskOf(bits - 192));
        var seen = lengths.Select(length => Math.Min(length, bits)).ToArray();
        _leavingWord = Lanes(seen, length => (uint)(length - 1) / WordBits);
        _leavingBit = Lanes(seen, length => 1u << (length - 1));
        _leavesIndex = Lanes(seen, length => 1u << (length % foldBits));
        _leavesTag = Lanes(seen, length => 1u << (length % (foldBits - 1)));
        _seen = Lanes(seen, length => (uint)MaskOf(length));
        _indexPieces = Pieces(seen, bits, foldBits);
        _tagPieces = Pieces(seen, bits, foldBits - 1);
    }

    /// <summary>The register itself, the lowest bits in the first word.</summary>
    public readonly Vector256<ulong> Bits => _bits;

    /// <summary>
    /// By table, foldings of the bits that it sees: one <c>foldBits</c> wide, and one of a bit less, so that the two together tell more histories
    /// apart.
    /// </summary>
    public (Vector256<uint> Index, Vector256<uint> Tag) Folded
    {
        get
        {
            if (_pending > 0)
                Fold();
            return (_index, _tag);
        }
    }

    /// <summary>Forgets the path.</summary>
    public void Clear()
    {
        (_bits, _foldedBits, _pending) = (default, default, 0);
        (_index, _tag) = (default, default);
    }

    /// <summary>Gives its places back. Not to be used any more.</summary>
    public readonly void GiveBack()
    {
        _targets.GiveBack();
        _entering.GiveBack();
    }

    /// <summary>A branch went to <paramref name="target"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(ulong target)
    {
        _targets[(nuint)_pending++ & (TargetPlaces - 1)] = target;
        _bits = Shifted(_bits, target);
    }

    // The top bit of each word goes to the word above.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly Vector256<ulong> Shifted(Vector256<ulong> bits, ulong target)
    {
        var carried = Vector256.Shuffle(bits >> 63, Vector256.Create(4ul, 0, 1, 2));
        return ((bits << 1) ^ carried ^ Vector256.CreateScalar((ulong)Mixed(target))) & _mask;
    }

    // Brings the foldings up to date with the register: target by target, or all anew when there are too many.
    [MethodImpl(MethodImplOptions.NoInlining)]
    void Fold()
    {
        if (_pending <= TargetPlaces)
        {
            for (var target = 0; target < _pending; target++)
                FoldIn(_targets[(nuint)target]);
        }
        else
        {
            (_index, _tag) = (FoldAll(_indexPieces, _foldBits), FoldAll(_tagPieces, _foldBits - 1));
            _foldedBits = _bits;
        }

        _pending = 0;
    }

    void FoldIn(ulong target)
    {
        ref var entering = ref _entering[(nuint)(target >> 2) & (EnteringPlaces - 1)];
        if (entering.Target != target)
            entering = Fold(target);
        var stays = Vector256.Equals(Vector256.ShuffleNative(_foldedBits.AsUInt32(), _leavingWord) & _leavingBit, default);
        _index = Update(_index, Vector256.AndNot(_leavesIndex, stays) ^ entering.Index, _foldBits);
        _tag = Update(_tag, Vector256.AndNot(_leavesTag, stays) ^ entering.Tag, _foldBits - 1);
        _foldedBits = Shifted(_foldedBits, target);
    }

    // Piece after piece of the register, each cut to what a table sees of it.
    readonly Vector256<uint> FoldAll(Vector256<uint>[] seenOfPieces, int width)
    {
        var folded = Vector256<uint>.Zero;
        var rest = _bits;
        foreach (var seen in seenOfPieces)
        {
            folded ^= Vector256.Create((uint)rest.ToScalar()) & seen;
            rest = (rest >> width) | (Vector256.Shuffle(rest, Vector256.Create(1ul, 2, 3, 4)) << (64 - width));
        }

        return folded;
    }

    // Shifting the register rotates its folding; the bit that leaves at the top is taken out where the rotation has put it.
    static Vector256<uint> Update(Vector256<uint> folded, Vector256<uint> change, int width) =>
        ((folded << 1) ^ (folded >> (width - 1)) ^ change) & Vector256.Create((1u << width) - 1);

    readonly Entering Fold(ulong target)
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

    static Vector256<uint>[] Pieces(int[] seen, int bits, int width) =>
        [.. Enumerable.Range(0, (bits + width - 1) / width).Select(piece =>
            Lanes(seen, length => (uint)MaskOf(Math.Min(length - (piece * width), width))))];

    static ulong MaskOf(int bits) => bits >= 64 ? ulong.MaxValue : bits <= 0 ? 0 : (1ul << bits) - 1;

    // What of a target enters the foldings; nothing does of target 0.
    readonly record struct Entering(ulong Target, Vector256<uint> Index, Vector256<uint> Tag);
}
