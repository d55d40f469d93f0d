
namespace Sim.Core.Kernel.Build.Rules;

/// <summary>What a build gets of what it wants, by the rules of Kconfig and of compilers, with every reason.</summary>
public static class ConfigResolver
{
    static readonly IReadOnlyList<FeatureRules> Rules =
    [
        .. TracingRules.Entry, .. HardeningRules.All, .. TracingRules.Dispatch,
    ];

    public static ResolvedBuild Resolve(KernelBuild build)
    {
        var has = new HashSet<Feature>();
        var findings = new List<FeatureFinding>();
        foreach (var rules in Rules.Where(rules => rules.IsWanted(build) || build.Configured?.Of(rules.Feature) is true))
        {
            var candidate = new BuildCandidate(build, has);
            var refusals = rules.Refusals.Where(refusal => refusal.Applies(candidate)).ToList();
            if (build.Configured?.Of(rules.Feature) is { } configured && configured != (rules.IsWanted(build) && refusals.Count == 0))
            {
                findings.Add(Contradiction(rules, refusals, configured));
                if (configured)
                    has.Add(rules.Feature);
                continue;
            }

            foreach (var refusal in refusals)
                findings.Add(new(rules.Feature, Granted: false, refusal.Reason, refusal.Evidence));
            if (refusals.Count > 0)
                continue;

            has.Add(rules.Feature);
            findings.Add(new(rules.Feature, Granted: true, rules.Reason, rules.Evidence));
        }

        return new(build, findings);
    }

    // The config was built; rules speak of kernels as they are released.
    static FeatureFinding Contradiction(FeatureRules rules, List<Refusal> refusals, bool configured)
    {
        var rule = refusals.Count > 0 ? refusals[0].Reason : configured ? "this release does not have it" : rules.Reason;
        var reason = configured ? $"the config sets it, against the rule: {rule}" : $"the config does not set it, against the rule: {rule}";
        return new(rules.Feature, configured, reason, ConfiguredFeatures.Evidence);
    }
}
