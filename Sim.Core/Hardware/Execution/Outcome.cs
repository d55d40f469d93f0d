namespace Sim.Core.Hardware.Execution;

/// <summary>What timing needs to know of one executed instruction.</summary>
/// <param name="Next">Position of the instruction that follows.</param>
/// <param name="Address">Of a load, store, atomic or prefetch: the lowest byte accessed; 0 for everything else.</param>
/// <param name="Taken">True if a branch left the straight line.</param>
public readonly record struct Outcome(int Next, ulong Address, bool Taken);
