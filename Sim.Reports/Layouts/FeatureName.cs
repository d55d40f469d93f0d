using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;

namespace Sim.Reports.Layouts;

/// <summary>Features as Kconfig writes them.</summary>
static class FeatureName
{
    public static string Of(Feature feature) => feature switch
    {
        Feature.PatchableEntry => "patchable function entries",
        Feature.Regs => "DYNAMIC_FTRACE_WITH_REGS",
        Feature.Args => "DYNAMIC_FTRACE_WITH_ARGS",
        Feature.PointerAuth => "ARM64_PTR_AUTH_KERNEL",
        Feature.Bti => "ARM64_BTI_KERNEL",
        Feature.ShadowCallStack => "SHADOW_CALL_STACK",
        Feature.Cfi => "CFI_CLANG",
        Feature.CallOps => "DYNAMIC_FTRACE_WITH_CALL_OPS",
        Feature.DirectCalls => "DYNAMIC_FTRACE_WITH_DIRECT_CALLS",
        _ => throw new SimBug($"feature {feature} has no name"),
    };
}
