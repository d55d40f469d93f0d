namespace Sim.Core.Kernel.Build.Rules;

/// <summary>A condition under which a build does without a feature.</summary>
/// <param name="Applies">The condition.</param>
/// <param name="Reason">One clause.</param>
/// <param name="Evidence">What the rule rests on.</param>
sealed record Refusal(Func<BuildCandidate, bool> Applies, string Reason, Evidence Evidence);
