namespace Sim.Core.Runs;

/// <summary>What a run did over time.</summary>
/// <param name="AttachNs">Time of tasks that attached or detached tracers, beside what others had.</param>
/// <param name="Intervals">From the first to the last, without gaps. Empty if not requested.</param>
/// <param name="Absences">What had the core instead of the workload, in order; at most <see cref="Absence.Most"/>.</param>
/// <param name="AbsencesLeftOut">How many more there were.</param>
public sealed record RunCourse(double AttachNs, IReadOnlyList<IntervalResult> Intervals, IReadOnlyList<Absence> Absences, long AbsencesLeftOut)
{
    /// <summary>Nothing happened, and intervals were not requested.</summary>
    public static RunCourse Empty { get; } = new(0, [], [], 0);

    public bool Equals(RunCourse? other) => other is not null && AttachNs == other.AttachNs && AbsencesLeftOut == other.AbsencesLeftOut
        && Intervals.SequenceEqual(other.Intervals) && Absences.SequenceEqual(other.Absences);

    public override int GetHashCode() => HashCode.Combine(AttachNs, Intervals.Count, Absences.Count, AbsencesLeftOut);
}
