namespace Sim.Core.Runs;

/// <summary>What one simulation counted.</summary>
public sealed record RunResult
{
    /// <summary>Calls of the tracee.</summary>
    public required long Calls { get; init; }

    /// <summary>How they got to the tracers.</summary>
    public CallPath Path { get; init; } = new(DispatchPath.Untraced);

    /// <summary>The same, call by call.</summary>
    public CallsByPath CallsByPath { get; init; }

    /// <summary>Calls that the core executed, those of the warm-up included, which are not counted otherwise.</summary>
    public required long SimulatedCalls { get; init; }

    /// <summary>Calls that were not executed, as they follow from an exact repetition of the machine's state; 0 to <see cref="Calls"/>.</summary>
    public long FollowedCalls { get; init; }

    /// <summary>Core clock cycles from the first call to the end of the last; of an open load, those in which the core was not idle.</summary>
    public required long Cycles { get; init; }

    /// <summary>The same in nanoseconds of the core's clock.</summary>
    public required double TotalNs { get; init; }

    /// <summary>Instructions retired.</summary>
    public required long Instructions { get; init; }

    /// <summary>Branches whose direction or target was predicted wrongly.</summary>
    public required long BranchMispredicts { get; init; }

    public required long L1IMisses { get; init; }

    public required long L1DMisses { get; init; }

    /// <summary>Misses of the second-level cache, by instructions and data.</summary>
    public required long L2Misses { get; init; }

    public required long ItlbMisses { get; init; }

    public required long DtlbMisses { get; init; }

    /// <summary>Loads that overlapped a store in flight and could not take their data from the store queue.</summary>
    public required long ForwardingFailures { get; init; }

    /// <summary>How long single calls took. Null where they were not looked at one by one.</summary>
    public CallTimes? CallTimes { get; init; }

    /// <summary>What it did over time.</summary>
    public RunCourse Course { get; init; } = RunCourse.Empty;

    /// <summary>What became of the calls of an open load. Null for a closed one.</summary>
    public OpenLoadResult? OpenLoad { get; init; }

    /// <summary>Where the cycles and instructions went: every cycle belongs to exactly one region.</summary>
    public required IReadOnlyList<RegionCount> Regions { get; init; }

    /// <summary>Time in which ticks, interrupts or another task had the core, in nanoseconds.</summary>
    public double OthersNs => Regions.Where(region => region.Region == RegionCount.Others).Sum(region => region.Cycles) * (TotalNs / Cycles);

    /// <summary>Nanoseconds from the first call to the end of the last, idle time included.</summary>
    public double ElapsedNs => OpenLoad is null ? TotalNs : TotalNs * (Cycles + OpenLoad.IdleCycles) / Cycles;
}

/// <summary>Cycles and instructions of one part of the code.</summary>
/// <param name="Region">Name from the routines' <c>.region</c> directives: caller, tracee, trampoline, list_walk, hash_lookup, tracer;
/// <see cref="Others"/> or <see cref="Exceptions"/>.</param>
/// <param name="Cycles">Core clock cycles between the retirement of the preceding instruction and that of the region's.</param>
/// <param name="Instructions">Instructions retired.</param>
public sealed record RegionCount(string Region, long Cycles, long Instructions)
{
    /// <summary>The region of cycles in which others had the core.</summary>
    public const string Others = "others";

    /// <summary>The region of cycles that taking and returning from exceptions costs: see <see cref="Machine.Pipeline.CoreCounts.ExceptionCycles"/>.</summary>
    public const string Exceptions = "exceptions";
}
