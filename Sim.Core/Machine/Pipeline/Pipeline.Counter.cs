using Sim.Core.A64;
using Sim.Core.Units;

namespace Sim.Core.Machine.Pipeline;

/// <content>The counter (<c>cntpct_el0</c> and its like): a number that is set, or simulated time.</content>
public abstract partial class Pipeline
{
    // Ticks a second; 0: it keeps the number that was set.
    long _counterHertz;

    // What it would have shown in cycle 0.
    ulong _counterOrigin;

    /// <summary>
    /// From now on the counter counts simulated time, on from what it shows, and <c>cntfrq_el0</c> says how fast. A read sees the time at which the
    /// instruction before it retired (in order: issued).
    /// </summary>
    /// <param name="frequency">Ticks per second: 1 MHz to 1 GHz on published machines, 24 or 25 MHz on most, 1 GHz from Armv8.6 on.</param>
    public void RunCounter(Frequency frequency)
    {
        TellTime();
        _counterHertz = frequency.Hertz;
        _counterOrigin = State.System[SystemRegister.CntpctEl0] - Ticks;
        State.System[SystemRegister.CntfrqEl0] = (ulong)frequency.Hertz;
    }

    // Ticks since cycle 0, rounded down.
    ulong Ticks => (ulong)((Int128)Now * _counterHertz / Core.Clock.Hertz);

    /// <summary>To be called before an instruction that may read the counter.</summary>
    private protected void TellTime()
    {
        if (_counterHertz > 0)
            State.System[SystemRegister.CntpctEl0] = _counterOrigin + Ticks;
    }

    // Differences of counters repeat only if calls begin at the same place between two ticks.
    void AppendCounterState(List<long> state)
    {
        if (_counterHertz > 0)
            state.Add((long)((Int128)Now * _counterHertz % Core.Clock.Hertz));
    }
}
