namespace Sim.Core.Machine.Pipeline;

/// <summary>Listener that splits the cycles between retirements by the stage in which the retiring instruction then was. They sum to the total.</summary>
public struct StageCycles : IPipelineListener
{
    /// <summary>It had not left the front end.</summary>
    public long FrontEnd { get; private set; }

    /// <summary>It waited for a place in the window, or for older instructions to make room.</summary>
    public long Dispatch { get; private set; }

    /// <summary>It waited for operands, a port or a barrier.</summary>
    public long Issue { get; private set; }

    /// <summary>It executed.</summary>
    public long Execute { get; private set; }

    /// <summary>It was complete.</summary>
    public long Retire { get; private set; }

    public static bool SeesFetch => false;

    public readonly void Fetched(in FetchSteps steps)
    {
    }

    public void Retired(in InstructionTimes times)
    {
        // Each stage takes what is left of the gap up to its own end; the ends ascend.
        var at = times.Before;
        FrontEnd += Up(times.FrontEnd, times.Retire, ref at);
        Dispatch += Up(times.Dispatch, times.Retire, ref at);
        Issue += Up(times.Issue, times.Retire, ref at);
        Execute += Up(times.Complete, times.Retire, ref at);
        Retire += times.Retire - at;
    }

    static long Up(long end, long last, ref long at)
    {
        var cycles = Math.Max(Math.Min(end, last) - at, 0);
        at += cycles;
        return cycles;
    }
}
