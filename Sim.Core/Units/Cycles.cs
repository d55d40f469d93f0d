namespace Sim.Core.Units;

/// <summary>A length of simulated time in cycles of a core's clock.</summary>
/// <param name="Count">How many, 0 or more.</param>
/// <remarks>Turns into seconds only through the core's <see cref="Frequency"/>.</remarks>
public readonly record struct Cycles(long Count);
