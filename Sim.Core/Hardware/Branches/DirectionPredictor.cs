using System.Numerics;
using Sim.Core.Hardware.SteadyState;

namespace Sim.Core.Hardware.Branches;

/// <summary>Predicts whether a conditional branch is taken: a bimodal table, and tagged tables over ever longer path histories.</summary>
/// <remarks>
/// The longest history that knows the branch decides. Counters saturate and there is no ageing, so that the state can repeat exactly.
/// Trained in program order.
/// </remarks>
public sealed class DirectionPredictor
{
    const int BimodalEntries = 8192;
    const int MaxUseful = 3;

    // Counters: bimodal -2 to 1, tagged -4 to 3; negative is not taken.
    readonly ulong[] _bimodal = new ulong[BimodalEntries];
    readonly ulong[][] _tables;
    readonly PathHistory _history;
    readonly int _indexBits;
    readonly int[] _slots;
    readonly uint[] _tags;

    public DirectionPredictor(BranchPredictors parameters, PathHistory history)
    {
        _history = history;
        _indexBits = BitOperations.Log2((uint)parameters.TableEntries);
        _tables = [.. parameters.HistoryLengths.Select(_ => new ulong[parameters.TableEntries])];
        (_slots, _tags) = (new int[_tables.Length], new uint[_tables.Length]);
    }

    /// <summary>Hash of the tables; see <see cref="StateHash"/>.</summary>
    public ulong Hash { get; private set; }

    /// <summary>All tables: for snapshots and comparison.</summary>
    public IEnumerable<ulong[]> State => [_bimodal, .. _tables];

    /// <summary>Empties all tables.</summary>
    public void Clear()
    {
        foreach (var table in State)
            Array.Clear(table);
        Hash = 0;
    }

    /// <summary>Predicts the branch at <paramref name="address"/>, learns that it was <paramref name="taken"/>, and says whether it was right.</summary>
    public bool PredictAndTrain(ulong address, bool taken)
    {
        var provider = Lookup(address);
        return provider < 0
            ? TrainBimodal(address, taken) || Allocate(0, taken)
            : TrainTagged(provider, taken) || Allocate(provider + 1, taken);
    }

    int Lookup(ulong address)
    {
        var pc = (uint)(address >> 2);
        var provider = -1;
        for (var table = 0; table < _tables.Length; table++)
        {
            _slots[table] = (int)((_history.Index(table) ^ pc ^ (pc >> (3 + table))) & ((1u << _indexBits) - 1));
            _tags[table] = (_history.Index(table) ^ (_history.Tag(table) << 1) ^ pc ^ (pc >> 7)) & 0xfff;
            if (_tables[table][_slots[table]] is var content && content != 0 && Entry.Unpack(content).Tag == _tags[table])
                provider = table;
        }

        return provider;
    }

    bool TrainBimodal(ulong address, bool taken)
    {
        var slot = (int)(address >> 2) & (BimodalEntries - 1);

        // Stored offset by one so that the initial state, weakly taken at 0, is the empty slot of the hash.
        var counter = (int)(long)_bimodal[slot];
        var right = counter >= 0 == taken;
        Store(_bimodal, slot, 0, (ulong)(long)Saturate(counter, taken, -2, 1));
        return right;
    }

    bool TrainTagged(int table, bool taken)
    {
        var entry = Entry.Unpack(_tables[table][_slots[table]]);
        var right = entry.Counter >= 0 == taken;
        var useful = right ? Math.Min(entry.Useful + 1, MaxUseful) : entry.Useful;
        Store(table, new Entry(entry.Tag, Saturate(entry.Counter, taken, -4, 3), useful));
        return right;
    }

    // A wrong prediction asks for a longer history: the first table with a useless entry gets one, or all become less useful.
    bool Allocate(int first, bool taken)
    {
        for (var table = first; table < _tables.Length; table++)
        {
            if (Entry.Unpack(_tables[table][_slots[table]]).Useful == 0)
            {
                Store(table, new Entry(_tags[table], taken ? 0 : -1, 0));
                return false;
            }
        }

        for (var table = first; table < _tables.Length; table++)
        {
            var entry = Entry.Unpack(_tables[table][_slots[table]]);
            Store(table, entry with { Useful = entry.Useful - 1 });
        }

        return false;
    }

    void Store(int table, Entry entry) => Store(_tables[table], _slots[table], (table + 1) << 24, entry.Pack());

    void Store(ulong[] slots, int slot, int salt, ulong content)
    {
        if (slots[slot] == content)
            return;
        Hash ^= StateHash.Of(salt + slot, slots[slot]) ^ StateHash.Of(salt + slot, content);
        slots[slot] = content;
    }

    static int Saturate(int counter, bool up, int low, int high) => up ? Math.Min(counter + 1, high) : Math.Max(counter - 1, low);

    // One tagged entry in a word; bit 63 tells an entry from an empty slot.
    readonly record struct Entry(uint Tag, int Counter, int Useful)
    {
        public ulong Pack() => (1ul << 63) | ((ulong)(uint)Useful << 24) | ((ulong)(byte)(Counter + 4) << 16) | Tag;

        public static Entry Unpack(ulong word) => new((uint)(word & 0xffff), (byte)(word >> 16) - 4, (int)(word >> 24) & 0xff);
    }
}
