namespace Sim.Scenarios.Store;

/// <summary>Results cannot be stored or read, by no fault of Sim: a full disk, a directory in use, a damaged file.</summary>
public sealed class StoreException(string message, Exception? cause = null) : Exception(message, cause);
