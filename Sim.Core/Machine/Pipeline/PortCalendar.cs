using System.Runtime.CompilerServices;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Pipeline;

/// <summary>Which issue ports are taken in which cycle. Units after the ports are pipelined: a port is taken for one cycle.</summary>
/// <remarks>
/// Instructions are booked in program order, each in the first cycle that has a capable port free; a younger instruction may so issue before
/// an older one. Of several free ports the first is taken: core profiles list ports that can do least first.
/// </remarks>
public struct PortCalendar()
{
    /// <summary>Most ports of a core.</summary>
    public const int MaxPorts = 20;

    const int FirstLength = 1 << 10;

    // A ring of cycles, as long as the time that all instructions in flight span; it grows when that does.
    // Each slot holds its cycle above its port mask, so that a slot of an older turn of the ring is known as such.
    PinnedArray<ulong> _slots = PinnedArrays.Take<ulong>(FirstLength);
    int _length = FirstLength;

    /// <summary>Takes a port of <paramref name="ports"/> in the first possible cycle from <paramref name="ready"/> on, and returns that cycle.</summary>
    /// <param name="ports">Capable ports, as a mask; at least one.</param>
    /// <param name="ready">Cycle from which the instruction could issue.</param>
    /// <param name="now">Nothing will ever ask for this cycle or an earlier one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Take(uint ports, long ready, long now)
    {
        for (var cycle = ready; ; cycle++)
        {
            if (cycle - now >= _length)
                Grow(now, cycle);
            ref var slot = ref _slots[(nuint)(cycle & (_length - 1))];
            var taken = Math.Max(slot, (ulong)cycle << MaxPorts);
            var free = ports & ~(uint)taken;
            if (free == 0)
                continue;
            slot = taken | (free & (uint)-(int)free);
            return cycle;
        }
    }

    /// <summary>Gives its slots back. Not to be used any more.</summary>
    public readonly void GiveBack() => _slots.GiveBack();

    /// <summary>Ports taken in <paramref name="cycle"/>, as a mask: for comparison of state.</summary>
    public readonly uint Taken(long cycle)
    {
        var slot = _slots[(nuint)(cycle & (_length - 1))];
        return slot >> MaxPorts == (ulong)cycle ? (uint)slot & ((1u << MaxPorts) - 1) : 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Grow(long now, long cycle)
    {
        var length = 2 * _length;
        while (cycle - now >= length)
            length *= 2;
        var longer = PinnedArrays.Take<ulong>(length);
        foreach (var slot in _slots.Array)
        {
            if ((long)(slot >> MaxPorts) > now)
                longer[(nuint)((long)(slot >> MaxPorts) & (length - 1))] = slot;
        }

        _slots.GiveBack();
        (_slots, _length) = (longer, length);
    }
}
