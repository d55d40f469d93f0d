using Sim.Core.Kernel.Build;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Configs;

/// <summary>What a <c>.config</c> says of a kernel build.</summary>
public static class ConfiguredBuild
{
    /// <summary>What the config says of a kernel file's values: the path of each, the value as such a file has it, and where the config says so.</summary>
    internal static IReadOnlyList<(string Path, string Text, Place Place)> Values(KernelConfig config)
    {
        var values = new List<(string, string, Place)>();
        if (config.Version is { } version)
            values.Add(("version", version.ToString(), config.PlaceOf()));
        if (config.Compiler is { } compiler)
            values.Add(("compiler", compiler.ToString(), config.PlaceOf("CLANG_VERSION", "GCC_VERSION")));
        Add("function_tracer", "FUNCTION_TRACER");
        Add("dynamic_ftrace", "DYNAMIC_FTRACE");
        if (config.IsSet("DYNAMIC_FTRACE") is null && config.IsSet("FUNCTION_TRACER") is false)
            values.Add(("options.dynamic_ftrace", "false", config.PlaceOf("FUNCTION_TRACER")));
        Add("optimize_for_size", "CC_OPTIMIZE_FOR_SIZE");
        Add("cfi", Cfi);
        Add("bti", "ARM64_BTI_KERNEL");
        Add("pointer_auth", "ARM64_PTR_AUTH_KERNEL", "ARM64_PTR_AUTH");
        if (config.IsSet("ARM64_PTR_AUTH_KERNEL", "ARM64_PTR_AUTH") is false)
            values.Add(("options.pac_in_leaves", "false", config.PlaceOf("ARM64_PTR_AUTH_KERNEL", "ARM64_PTR_AUTH")));
        Add("shadow_call_stack", "SHADOW_CALL_STACK");
        Add("zero_stack", "INIT_STACK_ALL_ZERO");
        Add("kaslr", "RANDOMIZE_BASE");
        if (config.IsSet("ARM64_64K_PAGES") is true || config.IsSet("ARM64_16K_PAGES") is true || config.IsSet("ARM64_4K_PAGES") is true)
            values.Add(("options.page_size", config.IsSet("ARM64_64K_PAGES") is true ? "64 KiB" : config.IsSet("ARM64_16K_PAGES") is true ? "16 KiB" : "4 KiB",
                config.PlaceOf("ARM64_64K_PAGES", "ARM64_16K_PAGES", "ARM64_4K_PAGES")));
        return values;

        void Add(string key, params string[] options)
        {
            if (config.IsSet(options) is { } set)
                values.Add(($"options.{key}", set ? "true" : "false", config.PlaceOf(options)));
        }
    }

    /// <summary>What the build takes from elsewhere, and what its figures do not show, a sentence each.</summary>
    public static IReadOnlyList<string> Remarks(KernelConfig config, KernelBuild build)
    {
        var remarks = new List<string>();
        if (config.Version is null)
            remarks.Add($"the config names no release: {build.Version} of {build.Name} is used");
        if (config.Compiler is null)
            remarks.Add($"the config names no compiler, so it may be a fragment: what it does not set is as in {build.Name}, built with {build.Compiler}");
        if (config.IsSet("DYNAMIC_SCS", "UNWIND_PATCH_PAC_INTO_SCS") is true)
            remarks.Add("UNWIND_PATCH_PAC_INTO_SCS: on cores without pointer authentication the kernel patches signing into a shadow call stack at boot; Sim has what was compiled");
        return remarks;
    }

    // Renamed in 6.18, by general kernel knowledge.
    static readonly string[] Cfi = ["CFI_CLANG", "CFI"];

    /// <summary>The features that it sets or leaves out.</summary>
    public static ConfiguredFeatures Features(KernelConfig config)
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
        // Jump tables of before 6.1 have the same option, and are nowhere near an entry.
        if (config.Version is { } version && version < new KernelVersion(6, 1))
            features.Remove(Feature.Cfi);
        return new(features);

        void Add(Feature feature, params string[] options)
        {
            if (config.IsSet(options) is { } set)
                features[feature] = set;
        }
    }
}
