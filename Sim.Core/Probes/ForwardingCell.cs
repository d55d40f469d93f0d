namespace Sim.Core.Probes;

/// <summary>What one store does to one load that overlaps it.</summary>
/// <param name="StoreBytes">Length of the store; 1 to 16.</param>
/// <param name="LoadBytes">Length of the load; 1 to 16.</param>
/// <param name="Offset">Bytes from the store's first to the load's first.</param>
/// <param name="CrossesLine">True if a line of the L1D ends in the middle of the load.</param>
/// <param name="Cycles">From one turn of the chain store, load, store to the next.</param>
/// <param name="DeclaredCycles">The same by the rules of the profile.</param>
public sealed record ForwardingCell(int StoreBytes, int LoadBytes, int Offset, bool CrossesLine, double Cycles, int DeclaredCycles);
