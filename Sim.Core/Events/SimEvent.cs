using Sim.Core.Units;

namespace Sim.Core.Events;

/// <summary>Something that happens to a running system at a time of its own.</summary>
/// <param name="order">Who goes first among events of the same time.</param>
public abstract class SimEvent(EventOrder order)
{
    public EventOrder Order { get; } = order;

    /// <summary>False if it only looks: then what repeats goes on repeating.</summary>
    public virtual bool ChangesMachine => true;

    /// <summary>Changes the system, takes time, or schedules what follows from it.</summary>
    /// <param name="run">The system.</param>
    /// <param name="due">When it was to happen; the system's clock may have passed that by an instruction, or by what others took.</param>
    public abstract void Execute(TimedRun run, Picoseconds due);
}
