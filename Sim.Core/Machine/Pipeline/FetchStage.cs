using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sim.Core.Machine.Branches;
using Sim.Core.Machine.Caches;

namespace Sim.Core.Machine.Pipeline;

/// <summary>Fetch: which cycle brings each instruction in, in program order.</summary>
public struct FetchStage(CoreProfile core)
{
    readonly long _depth = core.FrontEnd.Depth;
    readonly int _lineShift = BitOperations.Log2((uint)core.Memory.L1I.LineBytes);

    // What a cycle can do. As many further lines as taken branches: fetch can follow so many to other places.
    readonly CycleBudget _whole = new(
        (ushort)core.FrontEnd.FetchWidth, (ushort)core.FrontEnd.TakenBranchesPerCycle, (ushort)core.FrontEnd.TakenBranchesPerCycle);

    // Entries between fetch and dispatch: the cycle in which the instruction that many before left them.
    CycleRing _left = new(core.FrontEnd.BufferEntries);
    long _cycle;

    // What is left of the cycle.
    CycleBudget _rest = new(
        (ushort)core.FrontEnd.FetchWidth, (ushort)core.FrontEnd.TakenBranchesPerCycle, (ushort)core.FrontEnd.TakenBranchesPerCycle);
    ulong _line = ulong.MaxValue;

    // How many more instructions follow, one after the other, in the same line and region.
    int _straight;

    /// <summary>Cycle of the last instruction that was fetched, or of the next one, where it is known already.</summary>
    public readonly long Cycle => _cycle;

    /// <summary>How many instructions left the front end, modulo 2^32.</summary>
    public readonly uint Count => _left.Count;

    /// <summary>How many more instructions follow the last one in the same line and region.</summary>
    public readonly int Straight => _straight;

    /// <summary>True if line and region of the next instruction must be looked at: <see cref="EnterLine"/> comes before <see cref="Next"/>.</summary>
    public readonly bool EntersLine => _straight == 0;

    /// <summary>Whatever comes next may be at another place.</summary>
    public void LeaveLine() => _straight = 0;

    /// <summary>Fetch goes on at <paramref name="address"/>, and at the <paramref name="straight"/> instructions after it, from <paramref name="caches"/>.</summary>
    public void EnterLine(ulong address, int straight, ref MemoryHierarchy caches)
    {
        _straight = 1 + straight;
        if (_rest.Instructions == 0)
            StartCycle(_cycle + 1);

        // A new line waits for L1I and ITLB, and for a cycle in which the L1I can give it.
        if (address >> _lineShift != _line)
            StartLine(address, ref caches);
    }

    /// <summary>Fetches an instruction and returns the first cycle in which it can leave the front end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next()
    {
        _straight--;
        if (_rest.Instructions == 0)
            StartCycle(_cycle + 1);

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
        LeaveLine();
        if (bubble > 0 || --_rest.Branches == 0)
            StartCycle(_cycle + 1 + bubble);
    }

    /// <summary>Everything after the last instruction is fetched again, not before <paramref name="cycle"/>.</summary>
    public void Restart(long cycle)
    {
        LeaveLine();
        StartCycle(Math.Max(_cycle + 1, cycle));
    }

    /// <summary>The line that was fetched from is looked up again when fetch next enters a line.</summary>
    public void Flush() => _line = ulong.MaxValue;

    /// <summary>Gives its buffer back. Not to be used any more.</summary>
    public readonly void GiveBack() => _left.GiveBack();

    /// <summary>Appends the stage's state, relative to <paramref name="now"/>.</summary>
    /// <remarks>
    /// Room in the buffer is waited for from the fetch cycle on: what left it until then matters no more. How much follows in the same line does not
    /// outlive a run of the pipeline.
    /// </remarks>
    public readonly void AppendState(long now, List<long> state)
    {
        state.AddRange([_cycle - now, _rest.Instructions, _rest.Branches, _rest.Lines, (long)_line]);
        _left.AppendAfter(_cycle, state);
    }

    void StartLine(ulong address, ref MemoryHierarchy caches)
    {
        // The first line of a cycle is not a further one.
        if (_rest.Instructions < _whole.Instructions && --_rest.Lines == 0)
            StartCycle(_cycle + 1);
        _line = address >> _lineShift;
        if (caches.Fetch(address) is var wait && wait > 0)
            StartCycle(_cycle + wait);
    }

    void StartCycle(long cycle)
    {
        _cycle = cycle;
        _rest = _whole;
    }

    // In one word, so that a cycle begins with one store.
    [StructLayout(LayoutKind.Sequential, Size = sizeof(ulong))]
    record struct CycleBudget(ushort Instructions, ushort Branches, ushort Lines);
}
