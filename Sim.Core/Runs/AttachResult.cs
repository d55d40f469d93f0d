namespace Sim.Core.Runs;

/// <summary>What attaching and detaching took.</summary>
/// <param name="Spec">What was attached.</param>
/// <param name="Functions">Functions that each ops traced.</param>
/// <param name="Executed">Ops that were executed; each of the others cost what the last of them did.</param>
/// <param name="Attach">Registration of all ops.</param>
/// <param name="Detach">Their unregistration.</param>
public sealed record AttachResult(AttachSpec Spec, int Functions, int Executed, OperationResult Attach, OperationResult Detach);

/// <summary>What one operation executed.</summary>
/// <param name="Cycles">Core clock cycles.</param>
/// <param name="TimeNs">The same in nanoseconds of the core's clock.</param>
/// <param name="Instructions">Instructions retired.</param>
/// <param name="Patched">Callsites whose instruction changed.</param>
/// <param name="Wait">How long the task that does it sleeps besides.</param>
/// <param name="Steps">Where cycles and instructions went: every cycle belongs to exactly one step.</param>
public sealed record OperationResult(long Cycles, double TimeNs, long Instructions, int Patched, RcuWait Wait, IReadOnlyList<RegionCount> Steps);
