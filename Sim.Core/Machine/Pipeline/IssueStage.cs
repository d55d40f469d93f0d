using System.Runtime.CompilerServices;
using Sim.Core.Machine.Code;

namespace Sim.Core.Machine.Pipeline;

/// <summary>In-order issue: up to <paramref name="width"/> instructions a cycle, each on a port of its own.</summary>
/// <param name="width">Instructions in a cycle, 1 or more.</param>
public struct IssueStage(int width)
{
    int _inCycle;

    // Ports taken in the cycle of the last issue.
    uint _taken;

    /// <summary>Cycle of the last instruction.</summary>
    public long Cycle { readonly get; private set; }

    /// <summary>
    /// The next instruction issues: in <paramref name="earliest"/>, but not before the last one, and not in its cycle when that is full or has
    /// none of <paramref name="ports"/> free. Of several free ports the first is taken.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Enter(long earliest, uint ports)
    {
        var free = ports & ~_taken;
        if (earliest <= Cycle && _inCycle < width && free != 0)
        {
            _inCycle++;
            _taken |= free & (uint)-(int)free & ~Step.AnyPort;
            return Cycle;
        }

        _inCycle = 1;
        _taken = ports & (uint)-(int)ports & ~Step.AnyPort;
        return Cycle = Math.Max(earliest, Cycle + 1);
    }

    /// <summary>Nothing issues before <paramref name="cycle"/>.</summary>
    public void Skip(long cycle) => (Cycle, _inCycle) = (cycle, 0);

    /// <summary>Appends the stage's state; the cycle itself is the present.</summary>
    public readonly void AppendState(List<long> state) => state.AddRange([_inCycle, _taken]);
}
