using Sim.Core.Kernel;

namespace Sim.Scenarios.Import;

/// <summary>A way in which a kernel calls tracers, as it splits runs into series that each have a cost of their own.</summary>
/// <param name="Series">Indices of runs.</param>
/// <param name="Constant">The series whose cost does not depend on irrelevant ops, because its callsites know their ops; null if there is none.</param>
/// <param name="IsPlain">True if it is believed only where it explains all runs, without cliffs and lost slices.</param>
sealed record CallSeries(IReadOnlyList<int[]> Series, int[]? Constant, bool IsPlain = false)
{
    /// <summary>Ways in which the runs of <paramref name="group"/> may have been called.</summary>
    /// <param name="group">Indices of runs with the same tracer and flags.</param>
    /// <param name="runs">All runs.</param>
    /// <param name="ownOps">True if a callsite with one ops calls it directly; false if the list is walked; null if unknown.</param>
    public static IReadOnlyList<CallSeries> WaysOf(int[] group, IReadOnlyList<LogRun> runs, bool? ownOps)
    {
        var first = runs[group[0]];
        // The assist function is called instead of the ops, and a tracee without relevant ops is not called at all.
        var calls = first.Relevant > 0 && (first.Flags & (OpsFlags.Recursion | OpsFlags.Rcu)) == 0;
        var ways = new List<CallSeries>();
        if (calls && ownOps is not false)
            ways.Add(Split(run => runs[run].Relevant == 1));
        if (ways.Count == 0 || ownOps is not true)
            ways.Add(new([group], null));
        // The only ops of the system is called without the list on every kernel.
        if (calls && ownOps is not true)
            ways.Add(Split(run => runs[run].Relevant + runs[run].Irrelevant == 1) with { IsPlain = true });
        return ways;

        CallSeries Split(Func<int, bool> isOwn)
        {
            int[] own = [.. group.Where(isOwn)];
            int[] others = [.. group.Where(run => !isOwn(run))];
            return own.Length == 0 || others.Length == 0 ? new([group], others.Length == 0 ? group : null) : new([own, others], own);
        }
    }
}
