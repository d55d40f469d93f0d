using Sim.Core.Machine;

namespace Sim.Tests.Machine.Oracle;

/// <summary>Stores on their way to the L1D, one cycle at a time (docs/model.md, "Drain").</summary>
/// <param name="core">The core's parameters.</param>
/// <param name="program">All instructions.</param>
/// <param name="misses">The misses in flight.</param>
/// <param name="countsFrom">The cycle that a store's drain counts from: its retirement, or in order its issue.</param>
sealed class DrainUnit(CoreProfile core, IEnumerable<Flight> program, MissSlots misses, Func<Flight, long?> countsFrom)
{
    readonly List<Flight> _stores = [.. program.Where(flight => flight.IsStore)];
    int _next;
    long _cycle;
    int _drainedInCycle;

    /// <summary>Drains what can be drained in <paramref name="cycle"/>; true if that was anything.</summary>
    public bool Step(long cycle)
    {
        if (_cycle != cycle)
            (_cycle, _drainedInCycle) = (cycle, 0);

        var before = _next;
        StartAccesses(cycle);
        while (_next < _stores.Count && _drainedInCycle < core.BackEnd.DrainWidth && CanDrain(_stores[_next], cycle))
        {
            _stores[_next++].Drained = cycle;
            _drainedInCycle++;
            StartAccesses(cycle);
        }

        return _next > before;
    }

    // Misses of stores overlap: each access starts when its own store may. An atomic has had its access.
    void StartAccesses(long cycle)
    {
        for (var number = _next; number < _stores.Count && countsFrom(_stores[number]) + core.BackEnd.DrainCycles <= cycle; number++)
        {
            if (_stores[number] is { IsLoad: false, Access.EndsAt: null } store && !IsHeldByRelease(number, cycle))
                misses.Start(store.Access, cycle);
        }
    }

    bool CanDrain(Flight store, long cycle) => countsFrom(store) + core.BackEnd.DrainCycles <= cycle
        && !IsHeldByRelease(_next, cycle) && (store.IsLoad || store.Access!.EndsAt <= cycle);

    bool IsHeldByRelease(int number, long cycle) =>
        _stores[number].IsRelease && number > 0 && !(_stores[number - 1].Drained + core.Ordering.StoreReleaseCycles <= cycle);
}
