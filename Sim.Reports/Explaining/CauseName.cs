using Sim.Core.Machine.Causes;

namespace Sim.Reports.Explaining;

/// <summary>What causes are called, in tables and files.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Name">In files and, with spaces, in tables.</param>
/// <param name="Meaning">One line for the legend.</param>
public sealed record CauseName(Cause Cause, string Name, string Meaning)
{
    /// <summary>All of them, in the order of the pipeline.</summary>
    public static IReadOnlyList<CauseName> All { get; } =
    [
        new(Cause.TakenBranch, "taken_branches", "fetch cycles that a taken branch ended"),
        new(Cause.BtbBubble, "btb_bubbles", "empty fetch cycles after a branch that a slow BTB level, or none, knew"),
        new(Cause.IndirectBubble, "indirect_bubbles", "empty fetch cycles after foreseen indirect branches and returns, beyond the BTB's"),
        new(Cause.FetchWidth, "fetch_width", "instructions or lines that one cycle fetches"),
        new(Cause.FetchBuffer, "fetch_buffer", "no room between fetch and dispatch"),
        new(Cause.L1IMiss, "l1i_misses", "code from beyond the L1I"),
        new(Cause.ItlbMiss, "itlb_misses", "translations of code"),
        new(Cause.DirectionMispredict, "mispredicted_directions", "conditional branches that went the other way"),
        new(Cause.TargetMispredict, "mispredicted_targets", "indirect branches that went elsewhere"),
        new(Cause.ReturnMispredict, "mispredicted_returns", "returns to another place than the return stack had"),
        new(Cause.Width, "width", "instructions dispatched, or in order issued, in a cycle"),
        new(Cause.ReorderBuffer, "reorder_buffer", "no free entry in the reorder buffer"),
        new(Cause.LoadQueue, "load_queue", "no free entry in the load queue"),
        new(Cause.StoreQueue, "store_queue", "no free entry in the store queue"),
        new(Cause.RetireWidth, "retire_width", "instructions retired in a cycle"),
        new(Cause.Ports, "ports", "another instruction had the port"),
        new(Cause.Execute, "execution", "arithmetic, branches and stores, from operands to result"),
        new(Cause.Divide, "divides", "divides and the wait for the divider"),
        new(Cause.LoadToUse, "load_to_use", "loads that hit the L1D"),
        new(Cause.Atomic, "atomics", "atomics that hit the L1D"),
        new(Cause.L2, "l2", "data from the L2"),
        new(Cause.Memory, "memory", "data from beyond the L2"),
        new(Cause.DtlbMiss, "dtlb_misses", "translations of data"),
        new(Cause.Forwarding, "forwarding", "loads that took their data from stores in flight"),
        new(Cause.ForwardingRefused, "forwarding_refused", "loads that waited until stores had drained"),
        new(Cause.StoreRelease, "store_releases", "loads that waited until a store-release, and every store before it, had drained"),
        new(Cause.Barrier, "barriers", "DMB, DSB, ISB and load-acquires"),
        new(Cause.Exception, "exceptions", "entry to exceptions and return from them"),
        new(Cause.Unexplained, "unexplained", "no rule was found: a bug in Sim"),
    ];

    /// <summary>The name in tables.</summary>
    public string Words => Name.Replace('_', ' ');

    /// <summary>The name of <paramref name="cause"/>.</summary>
    public static CauseName Of(Cause cause) => All.First(name => name.Cause == cause);
}
