namespace Sim.Core.Dispatch;

/// <summary>Where a text of assembly is put.</summary>
/// <param name="Path">Built-in routine, by its path below Sim.Core.</param>
/// <param name="Address">First byte. Null: behind the text before it.</param>
/// <param name="Constants">Constants that only this copy of the text gets, besides those of the kernel build.</param>
public sealed record Routine(string Path, ulong? Address, IReadOnlyDictionary<string, long>? Constants = null);
