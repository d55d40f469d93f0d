using Sim.Core.Kernel.Build;

namespace Sim.Core.Dispatch;

/// <summary>Which strategy a kernel build gives, and why.</summary>
public static class StrategyResolver
{
    /// <summary>The strategy of <paramref name="build"/>, with the reason in one clause.</summary>
    public static (Strategy Strategy, string Reason) Resolve(KernelBuild build) => Resolve(ConfigResolver.Resolve(build));

    /// <summary>The strategy that follows from what a build really has, with the weightiest reason.</summary>
    public static (Strategy Strategy, string Reason) Resolve(ResolvedBuild build)
    {
        if (!build.Has(Feature.PatchableEntry))
            return (Strategy.MCount, build.RefusalsOf(Feature.PatchableEntry).First().Reason);
        if (build.Build.Options.DynamicTrampolines)
            return (Strategy.DynamicTrampoline, "the build has per-ops trampolines, as no arm64 kernel does");
        if (!build.Has(Feature.CallOps))
            return (Strategy.ListFunc, build.RefusalsOf(Feature.CallOps).First().Reason);
        return (Strategy.CallOps, build.Findings.Single(finding => finding.Feature == Feature.CallOps).Reason);
    }
}
