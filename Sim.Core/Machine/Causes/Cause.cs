namespace Sim.Core.Machine.Causes;

/// <summary>What a cycle on the critical path was spent on: the rule of docs/model.md that put one step of an instruction after another.</summary>
public enum Cause
{
    /// <summary>One cycle for each fetch group that a taken branch ends: the core follows so many a cycle and no more.</summary>
    TakenBranch,

    /// <summary>Empty fetch cycles after a taken branch: from a slower level of the BTB, or from none.</summary>
    BtbBubble,

    /// <summary>Empty fetch cycles that foreseen indirect branches and returns take beyond what the BTB does.</summary>
    IndirectBubble,

    /// <summary>Instructions and lines that one cycle fetches.</summary>
    FetchWidth,

    /// <summary>Room between fetch and dispatch.</summary>
    FetchBuffer,

    /// <summary>Lines of code that were not in the L1I.</summary>
    L1IMiss,

    /// <summary>Pages of code that were not in the ITLB.</summary>
    ItlbMiss,

    /// <summary>Conditional branches that went the other way.</summary>
    DirectionMispredict,

    /// <summary>Indirect branches that went elsewhere.</summary>
    TargetMispredict,

    /// <summary>Returns to another place than the return stack had.</summary>
    ReturnMispredict,

    /// <summary>Instructions dispatched (in order: issued) in a cycle.</summary>
    Width,

    /// <summary>Entries of the reorder buffer.</summary>
    ReorderBuffer,

    /// <summary>Entries of the load queue.</summary>
    LoadQueue,

    /// <summary>Entries of the store queue: the oldest store had not drained.</summary>
    StoreQueue,

    /// <summary>Instructions retired in a cycle.</summary>
    RetireWidth,

    /// <summary>Another instruction had the only port that was free for both.</summary>
    Ports,

    /// <summary>Arithmetic and branches, from operands to result.</summary>
    Execute,

    /// <summary>Divides, and waiting for the divider.</summary>
    Divide,

    /// <summary>Loads that hit the L1D, from address to data.</summary>
    LoadToUse,

    /// <summary>Atomics that hit the L1D.</summary>
    Atomic,

    /// <summary>Data that the L1D did not have and the L2 had.</summary>
    L2,

    /// <summary>Data that neither had: the shared level or DRAM.</summary>
    Memory,

    /// <summary>Pages of data that were not in the DTLB.</summary>
    DtlbMiss,

    /// <summary>Loads that took their data from stores in flight.</summary>
    Forwarding,

    /// <summary>Loads that could not, and waited until the stores had drained.</summary>
    ForwardingRefused,

    /// <summary>The same where only a store-release was in the way.</summary>
    StoreRelease,

    /// <summary>DMB, DSB, ISB and load-acquires: what they wait for, and what waits for them.</summary>
    Barrier,

    /// <summary>Entering and leaving exceptions.</summary>
    Exception,

    /// <summary>No rule was found. Always 0; else the walk and the model differ.</summary>
    Unexplained,
}
