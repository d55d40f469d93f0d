using Sim.Core.Machine.Pipeline;
using Sim.Core.Machine.SteadyState;

namespace Sim.Core.Events;

/// <summary>The search of a run for an exact repetition of the machine's state, and what whole periods added that were followed, not executed.</summary>
/// <param name="core">Whose state it is.</param>
/// <param name="isSought">False where nothing repeats, or nobody wants it to be followed.</param>
sealed class Repeats(Pipeline core, bool isSought)
{
    RepeatDetector? _detector;

    /// <summary>From then on, so many calls count as much as any other so many, wherever they begin. Null until it is found.</summary>
    public Repetition? Found { get; private set; }

    /// <summary>What was followed since the start.</summary>
    public CoreCounts Followed { get; private set; } = new(core.Counts.Regions);

    /// <summary>Calls that were followed since the start.</summary>
    public long FollowedCalls { get; private set; }

    /// <summary>The machine changed: what repeats, if anything, is not what repeated before.</summary>
    public void SearchAnew() => (_detector, Found) = (isSought ? new RepeatDetector(core) : null, null);

    /// <summary>The core executed one more call.</summary>
    public void Observe()
    {
        Found?.Pass();
        if (_detector is not { } detector)
            return;
        detector.Observe();
        if (detector.Period == 0)
            return;
        Found = new Repetition(detector.Extrapolate(detector.Period).Plus(core.Counts, -1), detector.CallCycles);
        _detector = null;
    }

    /// <summary>Follows what was found so many times.</summary>
    public void Follow(long periods)
    {
        if (periods == 0)
            return;
        Followed = Followed.Plus(Found!.Counts, periods);
        FollowedCalls += periods * Found.Calls;
    }
}
