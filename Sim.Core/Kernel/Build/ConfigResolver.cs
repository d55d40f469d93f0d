using Sim.Core.Kernel.Build.Rules;

namespace Sim.Core.Kernel.Build;

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
        var findings = new List<Finding>();
        foreach (var rules in Rules.Where(rules => rules.IsWanted(build)))
        {
            var candidate = new Candidate(build, has);
            var refusals = rules.Refusals.Where(refusal => refusal.Applies(candidate)).ToList();
            foreach (var refusal in refusals)
                findings.Add(new(rules.Feature, Granted: false, refusal.Reason, refusal.Evidence));
            if (refusals.Count > 0)
                continue;

            has.Add(rules.Feature);
            findings.Add(new(rules.Feature, Granted: true, rules.Reason, rules.Evidence));
        }

        return new(build, findings);
    }
}
