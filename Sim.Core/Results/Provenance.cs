namespace Sim.Core.Results;

/// <summary>Where one value of a profile comes from.</summary>
/// <param name="Key">Path in the profile file, such as <c>forwarding.latency</c>.</param>
/// <param name="Value">The value as written.</param>
/// <param name="Source">Key in docs/sources.md. Null for a guess.</param>
/// <param name="Guess">Why this value was taken though nobody published it. Null where there is a source.</param>
/// <param name="Range">Lowest and highest value that the guess may stand for. Null where none was declared.</param>
public sealed record Provenance(string Key, string Value, string? Source, string? Guess, (double Low, double High)? Range);
