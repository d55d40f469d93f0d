using Sim.Core.Machine.Pipeline;

namespace Sim.Core.Machine.SteadyState;

/// <summary>Calls that a core repeats over and over, and how far it is in them.</summary>
/// <param name="counts">What all of them together add, wherever one begins with them.</param>
/// <param name="callCycles">Cycles of each, that of the call which the core executes next first; at least one.</param>
public sealed class Repetition(CoreCounts counts, IReadOnlyList<long> callCycles)
{
    int _next;

    public CoreCounts Counts => counts;

    /// <summary>How many they are.</summary>
    public int Calls => callCycles.Count;

    /// <summary>Cycles of the call that comes after <paramref name="calls"/> further ones.</summary>
    public long CyclesOf(long calls) => callCycles[(int)((_next + calls) % Calls)];

    /// <summary>The core executed the next call.</summary>
    public void Pass() => _next = (_next + 1) % Calls;
}
