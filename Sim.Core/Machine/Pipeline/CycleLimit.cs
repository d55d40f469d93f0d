namespace Sim.Core.Machine.Pipeline;

/// <summary>When a run of a pipeline ends that has not come to its stop. Implemented by structs: the loop is compiled for each.</summary>
interface ICycleLimit
{
    /// <summary>True if a run ends whose last instruction retired (in order: issued) in <paramref name="cycle"/>.</summary>
    bool IsReached(long cycle);
}

/// <summary>In cycle <paramref name="limit"/>.</summary>
readonly struct CycleLimit(long limit) : ICycleLimit
{
    public bool IsReached(long cycle) => cycle >= limit;
}

/// <summary>Never.</summary>
readonly struct NoCycleLimit : ICycleLimit
{
    public bool IsReached(long cycle) => false;
}
