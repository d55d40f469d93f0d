using Sim.Core.Units;

namespace Sim.Core.Events;

/// <summary>An interval ends, and the next one begins.</summary>
public sealed class IntervalEnd() : SimEvent(EventOrder.IntervalEnd)
{
    public override bool ChangesMachine => false;

    public override void Execute(TimedRun run, Picoseconds due) => run.CloseIntervals(this);
}
