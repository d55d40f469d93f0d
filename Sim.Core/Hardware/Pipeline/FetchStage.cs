using System.Numerics;
using System.Runtime.CompilerServices;
using Sim.Core.Hardware.Branches;
using Sim.Core.Hardware.Caches;

namespace Sim.Core.Hardware.Pipeline;

/// <summary>Fetch: which cycle brings each instruction in, in program order.</summary>
public struct FetchStage(CoreProfile core)
{
    readonly long _depth = core.FrontEnd.Depth;
    readonly int _lineShift = BitOperations.Log2((uint)core.Memory.L1I.LineBytes);

    // What a cycle can do. As many further lines as taken branches: fetch can follow so many to other places.
    readonly Budget _whole = new(
        (ushort)core.FrontEnd.FetchWidth, (ushort)core.FrontEnd.TakenBranchesPerCycle, (ushort)core.FrontEnd.TakenBranchesPerCycle);

    // Entries between fetch and dispatch: the cycle in which the instruction that many before left them.
    CycleRing _left = new(core.FrontEnd.BufferEntries);
    long _cycle;

    // What is left of the cycle.
    Budget _rest = new(
        (ushort)core.FrontEnd.FetchWidth, (ushort)core.FrontEnd.TakenBranchesPerCycle, (ushort)core.FrontEnd.TakenBranchesPerCycle);
    ulong _line = ulong.MaxValue;

    /// <summary>Fetches the instruction at <paramref name="address"/>, from <paramref name="caches"/>, and returns the first cycle in which it can leave the front end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next(ulong address, MemoryHierarchy caches)
    {
        if (_rest.Instructions == 0)
            StartCycle(_cycle + 1);

        // A new line waits for L1I and ITLB, and for a cycle in which the L1I can give it.
        if (address >> _lineShift != _line)
            StartLine(address, caches);

        // Room between fetch and dispatch.
        if (_left.Oldest is var room && room > _cycle)
            StartCycle(room);
        _rest.Instructions--;
        return _cycle + _depth;
    }

    /// <summary>The instruction that was fetched last left the front end in <paramref name="cycle"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leaves(long cycle) => _left.Push(cycle);

    /// <summary>A branch was foreseen and taken: fetch goes on at its target, in the same cycle if it can, or after <paramref name="bubble"/> empty ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Taken(int bubble)
    {
        if (bubble > 0 || --_rest.Branches == 0)
            StartCycle(_cycle + 1 + bubble);
    }

    /// <summary>Everything behind the last instruction is fetched again, not before <paramref name="cycle"/>.</summary>
    public void Restart(long cycle) => StartCycle(Math.Max(_cycle + 1, cycle));

    /// <summary>The line that was fetched from is looked up again.</summary>
    public void Forget() => _line = ulong.MaxValue;

    /// <summary>Appends the stage's state, relative to <paramref name="now"/>.</summary>
    public readonly void AppendState(long now, List<long> state)
    {
        state.AddRange([_cycle - now, _rest.Instructions, _rest.Branches, _rest.Lines, (long)_line]);
        _left.AppendAfter(_cycle, state);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void StartLine(ulong address, MemoryHierarchy caches)
    {
        // The first line of a cycle is not a further one.
        if (_rest.Instructions < _whole.Instructions && --_rest.Lines == 0)
            StartCycle(_cycle + 1);
        _line = address >> _lineShift;
        if (caches.Fetch(address) is var wait && wait > 0)
            StartCycle(_cycle + wait);
    }

    void StartCycle(long cycle) => (_cycle, _rest) = (cycle, _whole);

    // In one word, so that a cycle begins with one store.
    record struct Budget(ushort Instructions, ushort Branches, ushort Lines);
}
