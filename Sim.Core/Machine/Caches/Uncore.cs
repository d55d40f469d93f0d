using System.Numerics;
using Sim.Core.Machine.Memory;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Caches;

/// <summary>What the cores of a system share: memory, and the cache level between it and their private levels.</summary>
/// <remarks>
/// Left out: the coherence protocol. A store of one core neither takes its line from the others nor clears their exclusive monitors, which matters
/// once more than one core runs.
/// </remarks>
public sealed class Uncore
{
    readonly SetAssociative? _l3;
    readonly int _lineShift, _l3Latency, _dramLatency;
    int _cores;

    /// <param name="core">The cores' parameters, which name the shared level and how far memory is.</param>
    /// <param name="memory">Everything they fetch, load and store.</param>
    public Uncore(CoreProfile core, GuestMemory memory)
    {
        Memory = memory;
        _dramLatency = (int)Math.Round(core.Memory.DramNs * core.Clock.Hertz / 1e9, MidpointRounding.AwayFromZero);
        if (core.Memory.L3 is not { } l3)
            return;
        _l3 = new SetAssociative(l3.SizeBytes / l3.LineBytes, l3.Ways);
        (_lineShift, _l3Latency) = (BitOperations.Log2((uint)l3.LineBytes), l3.Latency);
    }

    /// <summary>What all cores fetch, load and store.</summary>
    public GuestMemory Memory { get; }

    /// <summary>Tags of the shared level: for keeping and comparison.</summary>
    public IEnumerable<StateTable> Tables => _l3 is { } l3 ? [l3.State] : [];

    /// <summary>Cycles until the line of <paramref name="address"/>, which no private level has, is there.</summary>
    public int Access(ulong address) => _l3 is { } l3 && l3.Access(address >> _lineShift) ? _l3Latency : _dramLatency;

    /// <summary>Empties the shared level.</summary>
    public void Clear() => _l3?.Clear();

    /// <summary>One more core uses it.</summary>
    internal void Join() => _cores++;

    /// <summary>A core is done with it; the last one gives its tables back.</summary>
    internal void Leave()
    {
        if (--_cores > 0)
            return;
        foreach (var table in Tables)
            table.GiveBack();
    }
}
