namespace Sim.Core.Kernel.Ops;

/// <summary>A tracer's own trampoline (<c>register_ftrace_direct</c>).</summary>
/// <param name="Address">Of its first instruction.</param>
/// <param name="Tracer">Address of the function that it calls.</param>
public sealed record DirectTrampoline(ulong Address, ulong Tracer);
