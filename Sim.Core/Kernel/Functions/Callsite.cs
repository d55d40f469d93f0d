using Sim.Core.Units;

namespace Sim.Core.Kernel.Functions;

/// <summary>The patchable place at a tracee's entry.</summary>
/// <param name="Address">The instruction that is a NOP while the function is untraced, a BL while it is traced; ftrace's name for the function.</param>
/// <param name="Literal">Where the compiler left 8 bytes before the entry for the address of an ops. Null without them.</param>
public sealed record Callsite(Address Address, Address? Literal);
