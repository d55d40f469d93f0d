using Sim.Core.Runs;
using Sim.Core.Units;

namespace Sim.Core.Events;

/// <summary>When the calls of an open load arrive, one after the other.</summary>
public sealed class ArrivalTimes(Arrivals arrivals)
{
    // The streams before it are those of populations.
    const long Stream = 4;

    readonly Pcg _random = new(arrivals.Seed, Stream);
    long _time;

    /// <summary>The next call's arrival, from the start of the run.</summary>
    public Picoseconds Next() =>
        new(_time += arrivals.Kind == ArrivalKind.Fixed ? arrivals.Every : (long)Math.Round(_random.Exponential() * arrivals.Every));
}
