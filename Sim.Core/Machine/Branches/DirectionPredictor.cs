using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Branches;

/// <summary>Predicts whether a conditional branch is taken: a bimodal table, and tagged tables over ever longer path histories.</summary>
/// <remarks>
/// The longest history that knows the branch decides. Counters saturate and there is no ageing, so that the state can repeat exactly.
/// Trained in program order.
/// </remarks>
public struct DirectionPredictor
{
    const int BimodalEntries = 8192;
    const int MaxUseful = 3;
    const uint TagMask = 0xfff;
    const int SitePlaces = 256;
    const int WordBits = 64;

    // Table t hashes with the address shifted right by t more than this.
    const int AddressShift = 3;

    static readonly Vector256<uint> AddressScale = Vector256.Create(128u, 64, 32, 16, 8, 4, 2, 1);

    // Counters: bimodal -2 to 1, tagged -4 to 3; negative is not taken.
    readonly StateTable _bimodal = StateTable.Take(BimodalEntries, 1);

    // [table * entries + slot].
    readonly StateTable _tagged;
    readonly int _tables;
    readonly Vector256<uint> _slotMask, _firstSlot;
    readonly uint[] _slots = new uint[PathHistory.MaxTables];
    readonly uint[] _tags = new uint[PathHistory.MaxTables];

    // What follows from the address alone, of the branches met last.
    readonly PinnedArray<Site> _sites = PinnedArrays.Take<Site>(SitePlaces);
    readonly ulong[] _words;

    SettledBranches _settled = new();

    // A bit for each slot that has an entry: few have, and most questions need not go to the tables.
    readonly ulong[] _used;

    // No table with a longer history than this one's has an entry; -1: none has.
    int _longestUsed = -1;

    public DirectionPredictor(BranchPredictors parameters)
    {
        var entries = (uint)parameters.TableEntries;
        _tables = parameters.HistoryLengths.Count;
        _tagged = StateTable.Take(_tables * (int)entries, 1);
        _words = _tagged.Words;
        _used = new ulong[(_words.Length + WordBits - 1) / WordBits];
        _slotMask = Vector256.Create((1u << BitOperations.Log2(entries)) - 1);
        _firstSlot = Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7) * entries;
    }

    /// <summary>All tables: for keeping and comparison.</summary>
    public IEnumerable<StateTable> State => [_bimodal, _tagged];

    /// <summary>Empties all tables.</summary>
    public void Clear()
    {
        _bimodal.Clear();
        _tagged.Clear();
        Array.Clear(_used);
        _longestUsed = -1;
        _settled.Learn();
    }

    /// <summary>Gives what is remembered back, but for <see cref="State"/>. Not to be used any more.</summary>
    public readonly void GiveBack()
    {
        _sites.GiveBack();
        _settled.GiveBack();
    }

    /// <summary>Predicts the branch at <paramref name="address"/>, learns that it was <paramref name="taken"/>, and says whether it was right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool PredictAndTrain(ulong address, bool taken, ref PathHistory history) =>
        _settled.Contains(address, taken, history) || LookUpAndTrain(address, taken, ref history);

    [MethodImpl(MethodImplOptions.NoInlining)]
    bool LookUpAndTrain(ulong address, bool taken, ref PathHistory history)
    {
        var learnt = _settled.Learnt;
        var right = Train(address, taken, ref history);
        if (right && learnt == _settled.Learnt)
            _settled.Add(address, taken, history);
        return right;
    }

    bool Train(ulong address, bool taken, ref PathHistory history)
    {
        var provider = Lookup(address, ref history);
        if (provider >= 0 && _words[_slots[provider]] == Entry.Settled(_tags[provider], taken))
            return true;
        return provider < 0
            ? TrainBimodal(address, taken) || Allocate(0, taken)
            : TrainTagged(provider, taken) || Allocate(provider + 1, taken);
    }

    int Lookup(ulong address, ref PathHistory history)
    {
        ref var site = ref _sites[(nuint)(address >> 2) & (SitePlaces - 1)];
        if (site.Address != address)
            site = Hash(address);
        var (index, tag) = history.Folded;
        (((index ^ site.Slots) & _slotMask) + _firstSlot).CopyTo(_slots);
        ((index ^ (tag << 1) ^ site.Tags) & Vector256.Create(TagMask)).CopyTo(_tags);

        var provider = _longestUsed;
        while (provider >= 0 && !(IsUsed(_slots[provider]) && Entry.IsOf(_words[_slots[provider]], _tags[provider])))
            provider--;
        return provider;
    }

    static Site Hash(ulong address)
    {
        var pc = (uint)(address >> 2);
        var spread = Vector256.Create(pc);
        var shifted = (spread * AddressScale) >> (AddressShift + PathHistory.MaxTables - 1);
        return new Site(address, spread ^ shifted, Vector256.Create(pc ^ (pc >> 7)));
    }

    bool TrainBimodal(ulong address, bool taken)
    {
        var slot = (int)(address >> 2) & (BimodalEntries - 1);

        // Stored offset by one so that the initial state, weakly taken at 0, is the empty slot.
        var counter = (int)(long)_bimodal.Words[slot];
        var right = counter >= 0 == taken;
        Store(_bimodal, slot, (ulong)(long)Saturate(counter, taken, -2, 1));
        return right;
    }

    bool TrainTagged(int table, bool taken)
    {
        var entry = EntryOf(table);
        var right = entry.Counter >= 0 == taken;
        var useful = right ? Math.Min(entry.Useful + 1, MaxUseful) : entry.Useful;
        Store(table, new Entry(entry.Tag, Saturate(entry.Counter, taken, -4, 3), useful));
        return right;
    }

    // A wrong prediction asks for a longer history: the first table with a useless entry gets one, or all become less useful.
    bool Allocate(int first, bool taken)
    {
        for (var table = first; table < _tables; table++)
        {
            if (EntryOf(table).Useful == 0)
            {
                Store(table, new Entry(_tags[table], taken ? 0 : -1, 0));
                _used[_slots[table] / WordBits] |= 1ul << (int)_slots[table];
                _longestUsed = Math.Max(_longestUsed, table);
                return false;
            }
        }

        for (var table = first; table < _tables; table++)
            Store(table, EntryOf(table) with { Useful = EntryOf(table).Useful - 1 });
        return false;
    }

    bool IsUsed(uint slot) => (_used[slot / WordBits] >> (int)slot & 1) != 0;

    Entry EntryOf(int table) => Entry.Unpack(_words[_slots[table]]);

    void Store(int table, Entry entry) => Store(_tagged, (int)_slots[table], entry.Pack());

    void Store(StateTable table, int slot, ulong word)
    {
        if (table.Words[slot] == word)
            return;
        _settled.Learn();
        table.Change(slot);
        table.Words[slot] = word;
    }

    static int Saturate(int counter, bool up, int low, int high) => up ? Math.Min(counter + 1, high) : Math.Max(counter - 1, low);

    // The hash of address 0, where no branch is, is right too.
    readonly record struct Site(ulong Address, Vector256<uint> Slots, Vector256<uint> Tags);

    // One tagged entry in a word; bit 63 tells an entry from an empty slot.
    readonly record struct Entry(uint Tag, int Counter, int Useful)
    {
        const ulong Valid = 1ul << 63;

        public ulong Pack() => Valid | ((ulong)(uint)Useful << 24) | ((ulong)(byte)(Counter + 4) << 16) | Tag;

        /// <summary>The entry that being right again does not change.</summary>
        public static ulong Settled(uint tag, bool taken) => new Entry(tag, taken ? 3 : -4, MaxUseful).Pack();

        /// <summary>True if <paramref name="word"/> is an entry with this tag.</summary>
        public static bool IsOf(ulong word, uint tag) => (word & (Valid | 0xffff)) == (Valid | tag);

        public static Entry Unpack(ulong word) => new((uint)(word & 0xffff), (byte)(word >> 16) - 4, (int)(word >> 24) & 0xff);
    }
}
