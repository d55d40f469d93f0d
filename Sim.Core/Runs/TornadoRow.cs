namespace Sim.Core.Runs;

/// <summary>What one open value does to a call, alone, between the ends of its range.</summary>
/// <param name="Key">Path of the guess in the core's file, or the name of what the layout leaves open.</param>
/// <param name="Low">The value with which a call takes least, in base units.</param>
/// <param name="High">The value with which it takes most.</param>
/// <param name="LowNs">Nanoseconds of a call with <paramref name="Low"/>.</param>
/// <param name="HighNs">Nanoseconds of a call with <paramref name="High"/>; equal where the value does not matter.</param>
public sealed record TornadoRow(string Key, double Low, double High, double LowNs, double HighNs);
