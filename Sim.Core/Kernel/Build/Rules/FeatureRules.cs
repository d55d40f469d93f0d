namespace Sim.Core.Kernel.Build.Rules;

/// <summary>When a build has a feature: if it is wanted and no refusal applies.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="IsWanted">Whether the question arises.</param>
/// <param name="Refusals">All that can speak against it; the weightiest first.</param>
/// <param name="Reason">What a build has that has it, in one clause.</param>
/// <param name="Evidence">What <paramref name="Reason"/> rests on.</param>
sealed record FeatureRules(
    Feature Feature, Func<KernelBuild, bool> IsWanted, IReadOnlyList<Refusal> Refusals, string Reason, Evidence Evidence);
