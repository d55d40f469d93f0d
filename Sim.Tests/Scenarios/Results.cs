using Sim.Core.Runs;

namespace Sim.Tests.Scenarios;

/// <summary>Results that no simulation made.</summary>
static class Results
{
    /// <summary>A cell without numbers.</summary>
    public static CellResult Empty(CellSpec spec) => new()
    {
        Planned = new()
        {
            Scenario = "test",
            Index = 0,
            Spec = spec,
            Strategy = spec.Mechanism.Name,
            Validated = false,
            Seed = 0,
        },
        Status = CellStatus.Failed,
        Reason = "no numbers",
    };

    /// <summary>A run that took a nanosecond per call and 10 more per tracer of either kind.</summary>
    public static RunResult Run(CellSpec spec)
    {
        var cycles = spec.Calls * (1 + (10 * (spec.RelevantTracers + spec.IrrelevantTracers)));
        return new RunResult
        {
            Calls = spec.Calls,
            SimulatedCalls = spec.Calls,
            Cycles = cycles,
            TotalNs = cycles,
            Instructions = cycles * 2,
            BranchMispredicts = 0,
            L1IMisses = 0,
            L1DMisses = 0,
            L2Misses = 0,
            ItlbMisses = 0,
            DtlbMisses = 0,
            ForwardingFailures = 0,
            Regions = [],
        };
    }
}
