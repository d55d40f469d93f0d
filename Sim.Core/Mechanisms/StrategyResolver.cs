using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Ops;

namespace Sim.Core.Mechanisms;

/// <summary>Which strategy a kernel build gives, and why.</summary>
public static class StrategyResolver
{
    /// <summary>The strategy of <paramref name="build"/>, with the reason in one clause.</summary>
    public static (Strategy Strategy, string Reason) Resolve(KernelBuild build) => Resolve(ConfigResolver.Resolve(build));

    /// <summary>The strategy by which <paramref name="build"/> calls tracers that are attached so, through somebody's own trampoline or none.</summary>
    public static Strategy Resolve(KernelBuild build, Attachment attachment, TrampolineDesign? design) =>
        design is not null ? new(design.Name, $"the trampoline of {design.Text.Name}", Validated: false)
        : attachment == Attachment.Ops ? Resolve(build).Strategy
        : Strategy.DirectCall;

    /// <summary>The strategy that follows from what a build really has, with the weightiest reason.</summary>
    public static (Strategy Strategy, string Reason) Resolve(ResolvedBuild build)
    {
        if (!build.Build.Options.FunctionTracer)
            return (Strategy.None, "the build has no function tracer");
        if (!build.Has(Feature.PatchableEntry))
            return (Strategy.MCount, build.RefusalsOf(Feature.PatchableEntry).First().Reason);
        if (build.Build.Options.DynamicTrampolines)
            return (Strategy.DynamicTrampoline, "the build has per-ops trampolines, as no arm64 kernel does");
        if (!build.Has(Feature.CallOps))
            return (Strategy.ListFunc, build.RefusalsOf(Feature.CallOps).First().Reason);
        return (Strategy.CallOps, build.Findings.Single(finding => finding.Feature == Feature.CallOps).Reason);
    }
}
