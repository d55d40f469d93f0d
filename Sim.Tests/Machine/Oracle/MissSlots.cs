namespace Sim.Tests.Machine.Oracle;

/// <summary>The misses that can be in flight at a time.</summary>
sealed class MissSlots(int entries, IEnumerable<Flight> program)
{
    readonly List<Access> _misses = [.. program.Select(flight => flight.Access).OfType<Access>().Where(access => access.IsMiss)];
    int _ended; // So many of the oldest.

    /// <summary>Starts an access that is ready in <paramref name="cycle"/>, if it needs no miss slot or has one.</summary>
    public void Start(Access access, long cycle)
    {
        // Ends count in program order, each no earlier than the one before: all of the older ones must have ended.
        while (_ended < _misses.Count && _misses[_ended].EndsAt <= cycle)
            _ended++;
        if (!access.IsMiss || access.MissNumber - entries < _ended)
            access.EndsAt = cycle + access.Cycles;
    }
}
