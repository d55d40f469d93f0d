using Sim.Core.Kernel.Build;

namespace Sim.Scenarios.Import.Configs;

/// <summary>A kernel build with what a <c>.config</c> says of it.</summary>
public static class ConfiguredBuild
{
    /// <summary><paramref name="build"/> with the config's release, compiler and options; what the config does not say stays.</summary>
    public static KernelBuild Of(KernelConfig config, KernelBuild build)
    {
        var options = build.Options;
        var signs = config.IsSet("ARM64_PTR_AUTH_KERNEL", "ARM64_PTR_AUTH");
        return build with
        {
            Name = Path.GetFileName(config.Path),
            Version = config.Version ?? build.Version,
            Compiler = config.Compiler ?? build.Compiler,
            Configured = new(Features(config)),
            Options = options with
            {
                FunctionTracer = config.IsSet("FUNCTION_TRACER") ?? options.FunctionTracer,
                DynamicFtrace = config.IsSet("DYNAMIC_FTRACE") ?? options.DynamicFtrace,
                OptimizeForSize = config.IsSet("CC_OPTIMIZE_FOR_SIZE") ?? options.OptimizeForSize,
                Cfi = config.IsSet(Cfi) ?? options.Cfi,
                Bti = config.IsSet("ARM64_BTI_KERNEL") ?? options.Bti,
                PointerAuth = signs ?? options.PointerAuth,
                PacInLeaves = (signs ?? options.PointerAuth) && options.PacInLeaves,
                ShadowCallStack = config.IsSet("SHADOW_CALL_STACK") ?? options.ShadowCallStack,
                ZeroStack = config.IsSet("INIT_STACK_ALL_ZERO") ?? options.ZeroStack,
                Kaslr = config.IsSet("RANDOMIZE_BASE") ?? options.Kaslr,
                PageBytes = config.IsSet("ARM64_64K_PAGES") is true ? 65_536 : config.IsSet("ARM64_16K_PAGES") is true ? 16_384 : options.PageBytes,
            },
        };
    }

    /// <summary>What the build takes from elsewhere, and what its figures do not show, a sentence each.</summary>
    public static IReadOnlyList<string> Remarks(KernelConfig config, KernelBuild build)
    {
        var remarks = new List<string>();
        if (config.Version is null)
            remarks.Add($"the config names no release: that of {build.Name} is taken, {build.Version}; --version says another");
        if (config.Compiler is null)
            remarks.Add($"the config names no compiler, so that it may be a part of one: what it does not set is as in {build.Name}, built by {build.Compiler}");
        if (config.IsSet("DYNAMIC_SCS", "UNWIND_PATCH_PAC_INTO_SCS") is true)
            remarks.Add("UNWIND_PATCH_PAC_INTO_SCS: on cores without pointer authentication the kernel patches signing into a shadow call stack at boot; shown is what was compiled");
        return remarks;
    }

    // Renamed in 6.18, by general kernel knowledge.
    static readonly string[] Cfi = ["CFI_CLANG", "CFI"];

    static Dictionary<Feature, bool> Features(KernelConfig config)
    {
        var features = new Dictionary<Feature, bool>();
        Add(Feature.Regs, "DYNAMIC_FTRACE_WITH_REGS");
        Add(Feature.Args, "DYNAMIC_FTRACE_WITH_ARGS");
        Add(Feature.CallOps, "DYNAMIC_FTRACE_WITH_CALL_OPS");
        Add(Feature.DirectCalls, "DYNAMIC_FTRACE_WITH_DIRECT_CALLS");
        Add(Feature.PatchableEntry, "DYNAMIC_FTRACE_WITH_REGS", "DYNAMIC_FTRACE_WITH_ARGS");
        Add(Feature.PointerAuth, "ARM64_PTR_AUTH_KERNEL", "ARM64_PTR_AUTH");
        Add(Feature.Bti, "ARM64_BTI_KERNEL");
        Add(Feature.ShadowCallStack, "SHADOW_CALL_STACK");
        Add(Feature.Cfi, Cfi);
        // Jump tables of before 6.1 have the same option, and stand nowhere near an entry.
        if (config.Version is { } version && version < new KernelVersion(6, 1))
            features.Remove(Feature.Cfi);
        return features;

        void Add(Feature feature, params string[] options)
        {
            if (config.IsSet(options) is { } set)
                features[feature] = set;
        }
    }
}
