using System.Runtime.CompilerServices;

namespace Sim.Core.Machine.Pipeline;

/// <summary>In-order issue: up to <paramref name="width"/> instructions a cycle, each on a port of its own.</summary>
/// <param name="width">Instructions in a cycle, 1 or more.</param>
public struct IssueStage(int width)
{
    /// <summary>What an instruction that needs no port has in the place of one: it is always free.</summary>
    public const uint AnyPort = 1u << 31;

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
            _taken |= free & (uint)-(int)free & ~AnyPort;
            return Cycle;
        }

        _inCycle = 1;
        _taken = ports & (uint)-(int)ports & ~AnyPort;
        return Cycle = Math.Max(earliest, Cycle + 1);
    }

    /// <summary>Nothing issues before <paramref name="cycle"/>.</summary>
    public void Skip(long cycle) => (Cycle, _inCycle) = (cycle, 0);

    /// <summary>Appends the stage's state; the cycle itself is the present.</summary>
    public readonly void AppendState(List<long> state) => state.AddRange([_inCycle, _taken]);
}
