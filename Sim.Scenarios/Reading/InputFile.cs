namespace Sim.Scenarios.Reading;

/// <summary>A file that a scenario was read from.</summary>
/// <param name="Path">As it was opened; what comes with Sim begins with <see cref="InputFiles.BuiltIn"/>, wherever Sim is.</param>
/// <param name="Content">Its bytes.</param>
public sealed record InputFile(string Path, ReadOnlyMemory<byte> Content);
