namespace Sim.Scenarios.Profiles;

/// <summary>One file that comes with Sim.</summary>
/// <param name="Name">What a user types: the file name without extension.</param>
/// <param name="Summary">The comment in its first line: for a scenario, the question that it answers.</param>
/// <param name="Path">Where it is.</param>
public sealed record CatalogueEntry(string Name, string Summary, string Path);
