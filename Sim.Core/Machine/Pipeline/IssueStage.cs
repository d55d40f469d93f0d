using System.Runtime.CompilerServices;
using Sim.Core.Machine.Code;

namespace Sim.Core.Machine.Pipeline;

/// <summary>In-order issue: up to <paramref name="width"/> instructions a cycle, each on a port of its own.</summary>
/// <param name="width">Instructions in a cycle, 1 or more.</param>
public struct IssueStage(int width)
{
    // Cycles for which ports can be kept, a power of two.
    const int Ahead = 16;

    int _inCycle;

    // Ports taken in the cycle of the last issue.
    uint _taken;

    // Ports kept in later cycles, each with its cycle above the mask, and the last such cycle.
    Later _later;
    long _keptUntil;

    /// <summary>Cycle of the last instruction.</summary>
    public long Cycle { readonly get; private set; }

    /// <summary>
    /// The next instruction issues: in <paramref name="earliest"/>, but not before the last one, and not in a cycle that is full or has
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
        Cycle = Math.Max(earliest, Cycle + 1);
        _taken = Cycle <= _keptUntil ? KeptFrom(ports) : 0;
        free = ports & ~_taken;
        _taken |= free & (uint)-(int)free & ~Step.AnyPort;
        return Cycle;
    }

    /// <summary>The same, and the instruction keeps its port for <paramref name="cycles"/> cycles more, up to 15.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long EnterAndKeep(long earliest, uint ports, int cycles)
    {
        var (cycleBefore, before) = (Cycle, _taken);
        Enter(earliest, ports);
        var taken = _taken & ~(Cycle == cycleBefore ? before : KeptIn(Cycle));
        for (var cycle = Cycle + 1; cycle <= Cycle + cycles; cycle++)
            _later[(int)cycle & (Ahead - 1)] = ((ulong)cycle << PortCalendar.MaxPorts) | KeptIn(cycle) | taken;
        _keptUntil = Math.Max(_keptUntil, Cycle + cycles);
        return Cycle;
    }

    /// <summary>Nothing issues before <paramref name="cycle"/>.</summary>
    public void Skip(long cycle) => (Cycle, _inCycle) = (cycle, 0);

    /// <summary>Appends the stage's state; the cycle itself is the present.</summary>
    public readonly void AppendState(List<long> state)
    {
        state.AddRange([_inCycle, _taken]);
        for (var cycle = Cycle + 1; cycle <= _keptUntil; cycle++)
            state.Add(KeptIn(cycle));
    }

    // Goes on to a cycle in which not all of these ports are kept.
    [MethodImpl(MethodImplOptions.NoInlining)]
    uint KeptFrom(uint ports)
    {
        while ((ports & ~KeptIn(Cycle)) == 0)
            Cycle++;
        return KeptIn(Cycle);
    }

    readonly uint KeptIn(long cycle)
    {
        var slot = _later[(int)cycle & (Ahead - 1)];
        return slot >> PortCalendar.MaxPorts == (ulong)cycle ? (uint)slot & ((1u << PortCalendar.MaxPorts) - 1) : 0;
    }

    [InlineArray(Ahead)]
    struct Later
    {
        ulong _first;
    }
}
