namespace Sim.Core.Kernel.Build;

/// <summary>What the <c>.config</c> of a kernel says it has. It is what was built, so that it wins over what its version and compiler lead to expect.</summary>
/// <param name="Values">Features that the config sets or leaves out; a feature that it does not speak of is not here.</param>
public sealed record ConfiguredFeatures(IReadOnlyDictionary<Feature, bool> Values)
{
    /// <summary>What the evidence of such a finding is called.</summary>
    public static Evidence Evidence { get; } = Evidence.Of("the kernel's .config");

    /// <summary>Whether the config has <paramref name="feature"/>; null if it does not say.</summary>
    public bool? Of(Feature feature) => Values.TryGetValue(feature, out var set) ? set : null;
}
