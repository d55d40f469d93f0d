namespace Sim.Core.Runs;

/// <summary>Where one value of a profile comes from.</summary>
/// <param name="Key">Path in the profile file, such as <c>forwarding.latency</c>.</param>
/// <param name="Value">The value as written.</param>
/// <param name="Source">Key in docs/sources.md. Null for a guess or a fitted value.</param>
/// <param name="Guess">Why this value was taken though it is not published. Null where there is a source or a fit.</param>
/// <param name="Range">Lowest and highest value that it may represent. Null where none was declared.</param>
/// <param name="Fitted">The measured figures that the value was fitted to. Null where it has a source or is a guess.</param>
/// <param name="Free">True if it may be fitted to measurements.</param>
/// <param name="IsInherited">True if the profile has it from one that it inherits from.</param>
public sealed record Provenance(
    string Key, string Value, string? Source, string? Guess, (double Low, double High)? Range, string? Fitted = null, bool Free = false, bool IsInherited = false)
{
    /// <summary>The value in base units, where it has a range.</summary>
    public double Number { get; init; }
}
