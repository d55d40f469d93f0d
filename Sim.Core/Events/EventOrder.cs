namespace Sim.Core.Events;

/// <summary>Who goes first among events of the same time; smaller members before larger ones.</summary>
public enum EventOrder
{
    /// <summary>Tracers change before anything else happens, so that whatever runs at that instant finds the callsites as they are from then on.</summary>
    Tracing,

    /// <summary>The timer's interrupt comes before what the scheduler decides in it.</summary>
    Tick,

    /// <summary>Other interrupts wait for the timer's.</summary>
    Interrupt,

    /// <summary>A competing task gets the CPU at the end of an interrupt, not before it.</summary>
    TimeSlice,

    /// <summary>A call that arrives while the CPU is being taken away waits.</summary>
    Arrival,

    /// <summary>An interval is closed when everything that belongs to its last instant has happened.</summary>
    IntervalEnd,

    /// <summary>The run ends last.</summary>
    End,
}
