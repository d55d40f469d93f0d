using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Build.Rules;

namespace Sim.Scenarios.Profiles;

/// <summary>Options that a kernel file turns on and that the build does not get, by the rules of Kconfig and of compilers.</summary>
static class RefusedOptions
{
    static readonly (Feature Feature, string Key)[] Options =
    [
        (Feature.PointerAuth, "options.pointer_auth"), (Feature.Bti, "options.bti"), (Feature.ShadowCallStack, "options.shadow_call_stack"), (Feature.Cfi, "options.cfi"),
    ];

    /// <summary>A sentence for each, without a full stop.</summary>
    public static IReadOnlyList<string> Remarks(KernelBuild build)
    {
        var resolved = ConfigResolver.Resolve(build);
        return
        [
            .. from option in Options
               let reasons = resolved.RefusalsOf(option.Feature).Select(finding => finding.Reason).ToList()
               where reasons.Count > 0
               select $"{build.Name}: {option.Key} is true, and the build has no {FeatureName.Of(option.Feature, build.Version)}: {string.Join("; ", reasons)}",
        ];
    }
}
