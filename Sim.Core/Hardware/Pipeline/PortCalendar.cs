using Sim.Core.Diagnostics;

namespace Sim.Core.Hardware.Pipeline;

/// <summary>Which issue ports are taken in which cycle. Units behind the ports are pipelined: a port is taken for one cycle.</summary>
/// <remarks>
/// Instructions are booked in program order, each in the first cycle that has a capable port free; a younger instruction may so issue before
/// an older one. Of several free ports the first is taken: core profiles list ports that can do least first.
/// </remarks>
public sealed class PortCalendar
{
    /// <summary>Most ports of a core.</summary>
    public const int MaxPorts = 20;

    // A ring of cycles, longer than the execution of any reorder buffer full of dependent misses.
    // Each slot holds its cycle above its port mask, so that a slot of an older turn of the ring is known as such.
    const int Length = 1 << 18;

    readonly ulong[] _slots = new ulong[Length];

    /// <summary>The latest cycle with a port taken.</summary>
    public long Last { get; private set; } = -1;

    /// <summary>Takes a port of <paramref name="ports"/> in the first possible cycle from <paramref name="ready"/> on, and returns that cycle.</summary>
    public long Take(uint ports, long ready)
    {
        for (var cycle = ready; ; cycle++)
        {
            ref var slot = ref _slots[(int)cycle & (Length - 1)];
            var empty = (ulong)cycle << MaxPorts;
            if (slot < empty)
                slot = empty;
            else if (slot >> MaxPorts != (ulong)cycle)
                ThrowOverrun(cycle, slot >> MaxPorts);
            var free = ports & ~(uint)slot;
            if (free == 0)
                continue;
            slot |= free & (uint)-(int)free;
            if (cycle > Last)
                Last = cycle;
            return cycle;
        }
    }

    /// <summary>Ports taken in <paramref name="cycle"/>, as a mask: for hashing and comparison of state.</summary>
    public uint Taken(long cycle)
    {
        var slot = _slots[(int)cycle & (Length - 1)];
        return slot >> MaxPorts == (ulong)cycle ? (uint)slot & ((1u << MaxPorts) - 1) : 0;
    }

    static void ThrowOverrun(long cycle, ulong booked) =>
        throw new SimBug($"port calendar: cycle {cycle} is asked for while {booked} is booked, more than {Length} cycles apart");
}
