using System.Numerics;
using Sim.Core.Hardware.SteadyState;

namespace Sim.Core.Hardware.Branches;

/// <summary>Predicts the target of an indirect branch from its address and the path that led to it, or else from its last target.</summary>
public sealed class IndirectPredictor
{
    readonly ulong[] _byPath, _byAddress, _pathTags;
    readonly PathHistory _history;
    readonly int _mask;

    public IndirectPredictor(BranchPredictors parameters, PathHistory history)
    {
        _history = history;
        var entries = (int)BitOperations.RoundUpToPowerOf2((uint)parameters.TableEntries);
        (_byPath, _byAddress, _pathTags, _mask) = (new ulong[entries], new ulong[entries], new ulong[entries], entries - 1);
    }

    /// <summary>Hash of the tables; see <see cref="StateHash"/>.</summary>
    public ulong Hash { get; private set; }

    /// <summary>All tables: for snapshots and comparison.</summary>
    public IEnumerable<ulong[]> State => [_byPath, _byAddress, _pathTags];

    /// <summary>Empties all tables.</summary>
    public void Clear()
    {
        foreach (var table in State)
            Array.Clear(table);
        Hash = 0;
    }

    /// <summary>Predicts the branch at <paramref name="address"/>, learns where it went, and says whether it was right.</summary>
    public bool PredictAndTrain(ulong address, ulong target)
    {
        var path = (ulong)_history.Bits ^ (ulong)(_history.Bits >> 64);
        var tag = StateHash.Append(path, (long)address) | 1;
        var pathSlot = (int)(tag >> 32) & _mask;
        var addressSlot = (int)(address >> 2) & _mask;

        var predicted = _pathTags[pathSlot] == tag ? _byPath[pathSlot] : _byAddress[addressSlot];
        Store(_pathTags, pathSlot, 0, tag);
        Store(_byPath, pathSlot, 1 << 24, target);
        Store(_byAddress, addressSlot, 2 << 24, target);
        return predicted == target;
    }

    void Store(ulong[] slots, int slot, int salt, ulong content)
    {
        if (slots[slot] == content)
            return;
        Hash ^= StateHash.Of(salt + slot, slots[slot]) ^ StateHash.Of(salt + slot, content);
        slots[slot] = content;
    }
}
