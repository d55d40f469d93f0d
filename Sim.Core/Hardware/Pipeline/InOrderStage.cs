namespace Sim.Core.Hardware.Pipeline;

/// <summary>A stage that instructions pass in program order, so many in a cycle.</summary>
public struct InOrderStage(int width)
{
    int _inCycle;

    /// <summary>Cycle of the last instruction.</summary>
    public long Cycle { get; private set; }

    /// <summary>The next instruction passes: in <paramref name="earliest"/>, but not before the last one, and in the cycle after it when that is full.</summary>
    public long Enter(long earliest)
    {
        if (earliest > Cycle)
            (Cycle, _inCycle) = (earliest, 1);
        else if (_inCycle < width)
            _inCycle++;
        else
            (Cycle, _inCycle) = (Cycle + 1, 1);
        return Cycle;
    }

    /// <summary>Nothing passes before <paramref name="cycle"/>.</summary>
    public void Skip(long cycle) => (Cycle, _inCycle) = (cycle, 0);

    /// <summary>Appends the stage's state, relative to <paramref name="now"/>; a cycle that has passed matters no more.</summary>
    public readonly void AppendState(long now, List<long> state)
    {
        state.Add(Math.Max(Cycle - now, 0));
        state.Add(Cycle >= now ? _inCycle : 0);
    }
}
