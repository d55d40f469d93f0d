namespace Sim.Reports.Tables;

/// <summary>What a verb prints for people: an answer, its conditions, and the tables that it rests on.</summary>
/// <param name="Title">The answer in a sentence.</param>
/// <param name="Paragraphs">The question and the conditions.</param>
/// <param name="Sections">The tables.</param>
public sealed record Document(string Title, IReadOnlyList<string> Paragraphs, IReadOnlyList<Section> Sections);
