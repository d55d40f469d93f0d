namespace Sim.Core.Runs;

/// <summary>How well measured figures are predicted with one mechanism of the model changed.</summary>
/// <param name="Mechanism">What is changed, in a word or a few.</param>
/// <param name="Change">What it is changed to, in one clause.</param>
/// <param name="Rows">The figures with the predictions of the changed model.</param>
public sealed record AblationRow(string Mechanism, string Change, IReadOnlyList<ValidationRow> Rows);
