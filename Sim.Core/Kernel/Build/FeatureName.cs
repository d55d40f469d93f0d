using Sim.Core.Diagnostics;

namespace Sim.Core.Kernel.Build;

/// <summary>Features as Kconfig writes them.</summary>
public static class FeatureName
{
    /// <summary>The name of <paramref name="feature"/> in <paramref name="version"/>.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="version">The release: some names changed.</param>
    public static string Of(Feature feature, KernelVersion version) => feature switch
    {
        Feature.PatchableEntry => "patchable function entries",
        Feature.Regs => "DYNAMIC_FTRACE_WITH_REGS",
        Feature.Args => "DYNAMIC_FTRACE_WITH_ARGS",
        Feature.PointerAuth => "ARM64_PTR_AUTH_KERNEL",
        Feature.Bti => "ARM64_BTI_KERNEL",
        Feature.ShadowCallStack => "SHADOW_CALL_STACK",
        // "kcfi: Rename CONFIG_CFI_CLANG to CONFIG_CFI", 6.18, as Debian's 6.12 and 7.2 show (debian-linux-config).
        Feature.Cfi => version < new KernelVersion(6, 18) ? "CFI_CLANG" : "CFI",
        Feature.CallOps => "DYNAMIC_FTRACE_WITH_CALL_OPS",
        Feature.DirectCalls => "DYNAMIC_FTRACE_WITH_DIRECT_CALLS",
        _ => throw new SimBug($"feature {feature} has no name"),
    };
}
