namespace Sim.Core.Runs;

/// <summary>What attaching and detaching took.</summary>
/// <param name="Spec">What was attached.</param>
/// <param name="Functions">Functions that each ops traced.</param>
/// <param name="Attach">Registration of all ops.</param>
/// <param name="Detach">Their unregistration; what waits for tasks that may still be inside a tracer is left out.</param>
public sealed record AttachResult(AttachSpec Spec, int Functions, OperationResult Attach, OperationResult Detach);

/// <summary>What one operation executed.</summary>
/// <param name="Cycles">Core clock cycles.</param>
/// <param name="TimeNs">The same in nanoseconds of the core's clock.</param>
/// <param name="Instructions">Instructions retired.</param>
/// <param name="Patched">Callsites whose instruction changed.</param>
/// <param name="Steps">Where cycles and instructions went: every cycle belongs to exactly one step.</param>
public sealed record OperationResult(long Cycles, double TimeNs, long Instructions, int Patched, IReadOnlyList<RegionCount> Steps);
