namespace Sim.Core.Machine.Pipeline;

/// <summary>How fetch came to an instruction, and what was counted until then: all that happened since the one before it was fetched.</summary>
/// <param name="Redirected">Fetch cycle, once fetch knew of the instruction before: a taken branch, a misprediction, a barrier, an exception.</param>
/// <param name="StepTaken">Cycle in which a software step's exception was taken just before it; 0 without one.</param>
/// <param name="InLine">Fetch cycle, once the instruction's line was there.</param>
/// <param name="Fetched">Fetch cycle in which it was fetched: later than <paramref name="InLine"/> where the cycle, or the buffer, was full.</param>
/// <param name="L1IMisses">Misses since the start, this fetch included.</param>
/// <param name="ItlbMisses">Misses since the start, this fetch included.</param>
/// <param name="L1DMisses">Misses since the start of all older instructions.</param>
/// <param name="DtlbMisses">Misses since the start of all older instructions.</param>
/// <param name="Mispredicts">Mispredicted branches since the start.</param>
/// <param name="Refused">Loads since the start that could not take their data from stores in flight.</param>
/// <param name="RefusedUntil">Cycle in which the stores had drained that the last of them waited for.</param>
/// <param name="RefusedByRelease">True if only a store-release was in the way of it.</param>
/// <param name="Drained">Cycle in which the youngest older store reaches the L1D.</param>
/// <param name="LastSlot">Cycle of the last slot of the youngest older instruction that took several.</param>
public readonly record struct FetchSteps(
    long Redirected,
    long StepTaken,
    long InLine,
    long Fetched,
    long L1IMisses,
    long ItlbMisses,
    long L1DMisses,
    long DtlbMisses,
    long Mispredicts,
    long Refused,
    long RefusedUntil,
    bool RefusedByRelease,
    long Drained,
    long LastSlot);
