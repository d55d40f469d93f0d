using System.Runtime.CompilerServices;

namespace Sim.Core.Machine.Pipeline;

/// <summary>A stage that instructions pass in program order, so many in a cycle.</summary>
public struct InOrderStage(int width)
{
    // More than the widest stage takes in a cycle, up to 127.
    const int CountBits = 7;
    const int CountMask = (1 << CountBits) - 1;

    // The cycle of the last instruction, and below it how many passed in that cycle: one number, so that the later of two places is the larger.
    long _place;

    /// <summary>Cycle of the last instruction.</summary>
    public readonly long Cycle => _place >> CountBits;

    readonly int InCycle => (int)_place & CountMask;

    /// <summary>The next instruction passes: in <paramref name="earliest"/>, but not before the last one, and in the cycle after it when that is full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Enter(long earliest)
    {
        var place = _place;
        var next = place + 1;
        if (((int)place & CountMask) >= width)
            next = (place | CountMask) + 2;
        next = Math.Max(next, (earliest << CountBits) + 1);
        _place = next;
        return next >> CountBits;
    }

    /// <summary>Nothing passes before <paramref name="cycle"/>.</summary>
    public void Skip(long cycle) => _place = cycle << CountBits;

    /// <summary>Appends the stage's state, relative to <paramref name="now"/>: no instruction passes before that.</summary>
    /// <remarks>How many passed in a cycle matters only to those that pass in the same one.</remarks>
    /// <param name="now">The present.</param>
    /// <param name="past">For so many cycles the last instruction's still matters once it has passed, 0 or more.</param>
    /// <param name="state">Receives two words.</param>
    public readonly void AppendState(long now, int past, List<long> state)
    {
        state.Add(Math.Max(Cycle - now, -past));
        state.Add(Cycle >= now ? InCycle : 0);
    }
}
