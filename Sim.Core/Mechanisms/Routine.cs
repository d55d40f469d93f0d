using Sim.Core.A64;

namespace Sim.Core.Mechanisms;

/// <summary>Where a text of assembly is put.</summary>
/// <param name="Text">The text.</param>
/// <param name="Address">Of the first byte, or of <paramref name="At"/>. Null: after the text before it.</param>
/// <param name="Constants">Constants that only this copy of the text gets, besides those of the kernel build.</param>
/// <param name="At">Global label that is at the address, where another function is before it. Null: the first byte is.</param>
public sealed record Routine(SourceText Text, ulong? Address, IReadOnlyDictionary<string, long>? Constants = null, string? At = null)
{
    /// <summary>Region of its instructions that name none. Null leaves them without.</summary>
    public string? Region { get; init; }

    /// <summary>A built-in routine, by its path below Sim.Core.</summary>
    public Routine(string path, ulong? address, IReadOnlyDictionary<string, long>? constants = null, string? at = null)
        : this(SourceText.BuiltIn(path), address, constants, at)
    {
    }

    /// <summary>A trampoline that serves one ops, whose function and address it finds in two constants.</summary>
    public static Routine Serving(string path, ulong address, ulong func, ulong ops) =>
        new(path, address, new Dictionary<string, long> { ["TRAMPOLINE_FUNC"] = (long)func, ["TRAMPOLINE_OPS"] = (long)ops });
}
