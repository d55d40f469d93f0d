using Sim.Core.Machine.Pipeline;
using Sim.Core.Machine.SteadyState;

namespace Sim.Core.Events;

/// <summary>The search of a run for an exact repetition of the machine's state, and what whole periods added that were extrapolated, not executed.</summary>
/// <param name="core">Whose state it is.</param>
/// <param name="isSought">False where nothing repeats, or extrapolation is off.</param>
sealed class Repeats(Pipeline core, bool isSought)
{
    // The search, and what found the repetition.
    RepeatDetector? _detector, _proof;

    /// <summary>From then on, so many calls count as much as any other so many, wherever they begin. Null until it is found.</summary>
    public Repetition? Found { get; private set; }

    /// <summary>What was extrapolated since the start.</summary>
    public CoreCounts Followed { get; private set; } = new(core.Counts.Regions);

    /// <summary>Calls that were extrapolated since the start.</summary>
    public long FollowedCalls { get; private set; }

    /// <summary>The machine changed: what repeats, if anything, is not what repeated before.</summary>
    public void RestartSearch() => (_detector, Found) = (isSought ? new RepeatDetector(core) : null, null);

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
        (_proof, _detector) = (detector, null);
    }

    /// <summary>Adds what was found so many times.</summary>
    public void ExtrapolatePeriods(long periods)
    {
        if (periods == 0)
            return;
        Followed = Followed.Plus(Found!.Counts, periods);
        FollowedCalls += periods * Found.Calls;
    }

    /// <summary>Adds so many calls, whole periods or not; then the core executes none any more.</summary>
    public void ExtrapolateCalls(long calls)
    {
        FollowedCalls += calls;
        Followed = _proof!.Extrapolate(FollowedCalls).Plus(core.Counts, -1);
    }
}
