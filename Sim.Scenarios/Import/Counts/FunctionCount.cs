namespace Sim.Scenarios.Import.Counts;

/// <summary>What was counted of a function.</summary>
/// <param name="Hits">Calls, 1 or more.</param>
/// <param name="TimeNs">Time of all of them in nanoseconds; null where it was not measured.</param>
/// <param name="Module">The module that the first line named; null for none.</param>
readonly record struct FunctionCount(long Hits, long? TimeNs, string? Module)
{
    /// <summary>With more hits and their time; neither passes its limit.</summary>
    public FunctionCount Plus(long hits, long? timeNs) => this with
    {
        Hits = Math.Min(CountLog.MaxHits, Hits + hits),
        TimeNs = timeNs is { } time ? Math.Min(ProfileTime.MaxNs, (TimeNs ?? 0) + time) : null,
    };
}
