using System.Runtime.CompilerServices;
using Sim.Core.Diagnostics;
using Sim.Core.Machine.Caches;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Branches;

/// <summary>Branch target buffers (BTB) of one to three levels: how soon fetch knows that there is a branch, and where it goes.</summary>
readonly struct BranchTargetBuffers
{
    readonly int _levels, _missBubble;
    readonly Level _first, _second, _third;

    public BranchTargetBuffers(BranchPredictors parameters)
    {
        if (parameters.BtbLevels.Count is < 1 or > 3)
            throw new SimBug($"{parameters.BtbLevels.Count} levels of branch target buffers");
        (_levels, _missBubble) = (parameters.BtbLevels.Count, parameters.BtbMissBubble);
        _first = new Level(parameters.BtbLevels[0]);
        _second = _levels > 1 ? new Level(parameters.BtbLevels[1]) : default;
        _third = _levels > 2 ? new Level(parameters.BtbLevels[2]) : default;
    }

    /// <summary>All levels: for keeping and comparison.</summary>
    public IEnumerable<StateTable> State => new[] { _first, _second, _third }.Take(_levels).Select(level => level.Tags.State);

    /// <summary>Gives back what is not in <see cref="State"/>. Not to be used any more.</summary>
    public void GiveBack()
    {
        _first.Tags.GiveBack();
        if (_levels > 1)
            _second.Tags.GiveBack();
        if (_levels > 2)
            _third.Tags.GiveBack();
    }

    /// <summary>Empties all levels.</summary>
    public void Clear()
    {
        _first.Tags.Clear();
        if (_levels > 1)
            _second.Tags.Clear();
        if (_levels > 2)
            _third.Tags.Clear();
    }

    /// <summary>
    /// Empty fetch cycles before the target of the taken branch at <paramref name="address"/>, 0 or more: the fastest level that knows it decides. All
    /// levels learn it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int BubbleOf(ulong address)
    {
        var branch = address >> 2;
        var bubble = _missBubble;
        if (_levels > 2 && _third.Tags.Access(branch))
            bubble = _third.Bubble;
        if (_levels > 1 && _second.Tags.Access(branch))
            bubble = _second.Bubble;
        return _first.Tags.Access(branch) ? _first.Bubble : bubble;
    }

    readonly struct Level(BtbLevel level)
    {
        public readonly SetAssociative Tags = new(level.Entries, level.Ways);
        public readonly int Bubble = level.Bubble;
    }
}
