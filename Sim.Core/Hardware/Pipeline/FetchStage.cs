using System.Numerics;
using System.Runtime.CompilerServices;
using Sim.Core.Hardware.Branches;
using Sim.Core.Hardware.Caches;

namespace Sim.Core.Hardware.Pipeline;

/// <summary>Fetch: which cycle brings each instruction in, in program order.</summary>
public struct FetchStage(CoreProfile core)
{
    readonly int _width = core.FrontEnd.FetchWidth;
    readonly int _depth = core.FrontEnd.Depth;
    readonly int _lineShift = BitOperations.Log2((uint)core.Memory.L1I.LineBytes);
    readonly int _takenPerCycle = core.FrontEnd.TakenBranchesPerCycle;

    // Entries between fetch and dispatch: the cycle in which the instruction that many before left them.
    CycleRing _left = new(core.FrontEnd.BufferEntries);
    long _cycle;
    int _inCycle, _takenInCycle, _furtherLinesInCycle;
    ulong _line = ulong.MaxValue;

    /// <summary>Fetches the instruction at <paramref name="address"/>, from <paramref name="caches"/>, and returns the first cycle in which it can leave the front end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next(ulong address, MemoryHierarchy caches)
    {
        if (_inCycle == _width)
            StartCycle(_cycle + 1);

        // A new line waits for L1I and ITLB, and for a cycle in which the L1I can give it.
        if (address >> _lineShift != _line)
            StartLine(address, caches);

        // Room between fetch and dispatch.
        if (_left.Oldest is var room && room > _cycle)
            StartCycle(room);
        _inCycle++;
        return _cycle + _depth;
    }

    /// <summary>The instruction that was fetched last left the front end in <paramref name="cycle"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leaves(long cycle) => _left.Push(cycle);

    /// <summary>A branch was predicted: fetch goes on behind it, or after a bubble at its target, or once it has resolved.</summary>
    /// <param name="prediction">What fetch knew.</param>
    /// <param name="taken">Whether it was taken.</param>
    /// <param name="restart">Cycle of the first fetch on the right path after a wrong prediction.</param>
    public void Branch(Prediction prediction, bool taken, long restart)
    {
        if (!prediction.Right)
            Restart(restart);
        else if (taken && (prediction.Bubble > 0 || ++_takenInCycle == _takenPerCycle))
            StartCycle(_cycle + 1 + prediction.Bubble);
    }

    /// <summary>Everything behind the last instruction is fetched again, not before <paramref name="cycle"/>.</summary>
    public void Restart(long cycle) => StartCycle(Math.Max(_cycle + 1, cycle));

    /// <summary>The line that was fetched from is looked up again.</summary>
    public void Forget() => _line = ulong.MaxValue;

    /// <summary>Appends the stage's state, relative to <paramref name="now"/>.</summary>
    public readonly void AppendState(long now, List<long> state)
    {
        state.AddRange([_cycle - now, _inCycle, _takenInCycle, _furtherLinesInCycle, (long)_line]);
        _left.AppendAfter(_cycle, state);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void StartLine(ulong address, MemoryHierarchy caches)
    {
        // As many lines a cycle as fetch can follow taken branches to.
        if (_inCycle > 0 && ++_furtherLinesInCycle == _takenPerCycle)
            StartCycle(_cycle + 1);
        _line = address >> _lineShift;
        if (caches.Fetch(address) is var wait && wait > 0)
            StartCycle(_cycle + wait);
    }

    void StartCycle(long cycle) => (_cycle, _inCycle, _takenInCycle, _furtherLinesInCycle) = (cycle, 0, 0, 0);
}
