namespace Sim.Core.Kernel.Build;

/// <summary>What a rule rests on: a source, a guess, or a source that leaves something to guess.</summary>
/// <param name="Source">Key of docs/sources.md. Null without one.</param>
/// <param name="Guess">What was not looked up. Null if the source says it all.</param>
public sealed record Evidence(string? Source, string? Guess)
{
    public static Evidence Of(string source) => new(source, null);

    /// <summary>Known to kernel engineers, but not looked up.</summary>
    public static Evidence GeneralKnowledge { get; } = new(null, "general kernel knowledge");

    public override string ToString() =>
        Guess is null ? Source ?? "" : Source is null ? $"guess: {Guess}" : $"{Source}; guess: {Guess}";
}
