namespace Sim.Tests.Machine.Oracle;

/// <summary>Who goes first when more instructions are ready than ports are free.</summary>
sealed class Scheduler
{
    readonly Func<Flight, long> _rank;
    readonly Dictionary<Flight, long> _readySince = [];

    Scheduler(bool byWaiting, int sign) => _rank = flight => byWaiting ? _readySince[flight] : sign * flight.Place;

    /// <summary>The oldest in program order: what hardware strives for.</summary>
    public static Scheduler OldestFirst => new(byWaiting: false, 1);

    /// <summary>The one that has been ready for longest; of several the oldest.</summary>
    public static Scheduler LongestReadyFirst => new(byWaiting: true, 1);

    /// <summary>The youngest: the worst that hardware might do.</summary>
    public static Scheduler YoungestFirst => new(byWaiting: false, -1);

    /// <param name="ready">Instructions that lack nothing but a port, oldest first.</param>
    /// <param name="cycle">Now.</param>
    public IEnumerable<Flight> Order(List<Flight> ready, long cycle)
    {
        foreach (var flight in ready)
            _readySince.TryAdd(flight, cycle);
        return ready.OrderBy(_rank);
    }
}
