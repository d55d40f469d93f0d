namespace Sim.Core.Kernel.Build;

/// <summary>Why a build has a feature, or one of the reasons why it has not.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Granted">False for a refusal; a feature may have several.</param>
/// <param name="Reason">One clause.</param>
/// <param name="Evidence">What the rule rests on.</param>
public sealed record FeatureFinding(Feature Feature, bool Granted, string Reason, Evidence Evidence);
