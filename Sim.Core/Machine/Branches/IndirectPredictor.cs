using System.Numerics;
using System.Runtime.Intrinsics;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Branches;

/// <summary>Predicts the target of an indirect branch from its address and the path that led to it, or else from its last target.</summary>
public sealed class IndirectPredictor
{
    readonly StateTable _byPath, _byAddress, _pathTags;
    readonly int _mask;

    public IndirectPredictor(BranchPredictors parameters)
    {
        var entries = (int)BitOperations.RoundUpToPowerOf2((uint)parameters.TableEntries);
        (_byPath, _byAddress, _pathTags) = (StateTable.Take(entries, 1), StateTable.Take(entries, 1), StateTable.Take(entries, 1));
        _mask = entries - 1;
    }

    /// <summary>All tables: for keeping and comparison.</summary>
    public IEnumerable<StateTable> State => [_byPath, _byAddress, _pathTags];

    /// <summary>Empties all tables.</summary>
    public void Clear()
    {
        _byPath.Clear();
        _byAddress.Clear();
        _pathTags.Clear();
    }

    /// <summary>Predicts the branch at <paramref name="address"/>, learns where it went, and says whether it was right.</summary>
    public bool PredictAndTrain(ulong address, ulong target, in PathHistory history)
    {
        var path = history.Bits.GetLower() ^ history.Bits.GetUpper();
        var tag = StateHash.Append(path[0] ^ path[1], (long)address) | 1;
        var pathSlot = (int)(tag >> 32) & _mask;
        var addressSlot = (int)(address >> 2) & _mask;

        var predicted = _pathTags.Words[pathSlot] == tag ? _byPath.Words[pathSlot] : _byAddress.Words[addressSlot];
        Store(_pathTags, pathSlot, tag);
        Store(_byPath, pathSlot, target);
        Store(_byAddress, addressSlot, target);
        return predicted == target;
    }

    static void Store(StateTable table, int slot, ulong word)
    {
        if (table.Words[slot] == word)
            return;
        table.Change(slot);
        table.Words[slot] = word;
    }
}
