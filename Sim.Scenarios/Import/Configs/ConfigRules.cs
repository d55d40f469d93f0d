using Sim.Core.Diagnostics;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Configs;

/// <summary>What every <c>.config</c> keeps to that Kconfig wrote: one that does not was changed by hand, and no kernel was built with it.</summary>
static class ConfigRules
{
    // The options that Sim reads: y or not set, none of them a module.
    static readonly HashSet<string> Truths =
    [
        "ARM64", "FUNCTION_TRACER", "DYNAMIC_FTRACE", "DYNAMIC_FTRACE_WITH_REGS", "DYNAMIC_FTRACE_WITH_ARGS", "DYNAMIC_FTRACE_WITH_CALL_OPS",
        "DYNAMIC_FTRACE_WITH_DIRECT_CALLS", "CC_OPTIMIZE_FOR_SIZE", "CFI_CLANG", "CFI", "ARM64_BTI_KERNEL", "ARM64_PTR_AUTH_KERNEL", "ARM64_PTR_AUTH",
        "SHADOW_CALL_STACK", "INIT_STACK_ALL_ZERO", "RANDOMIZE_BASE", "ARM64_4K_PAGES", "ARM64_16K_PAGES", "ARM64_64K_PAGES", "DYNAMIC_SCS",
        "UNWIND_PATCH_PAC_INTO_SCS", "CC_IS_GCC", "CC_IS_CLANG",
    ];

    // Kconfig sets none of these without the other.
    static readonly (string Option, string Needs)[] Needs =
    [
        ("DYNAMIC_FTRACE", "FUNCTION_TRACER"), ("DYNAMIC_FTRACE_WITH_REGS", "DYNAMIC_FTRACE"), ("DYNAMIC_FTRACE_WITH_ARGS", "DYNAMIC_FTRACE"),
        ("DYNAMIC_FTRACE_WITH_CALL_OPS", "DYNAMIC_FTRACE"), ("DYNAMIC_FTRACE_WITH_DIRECT_CALLS", "DYNAMIC_FTRACE"),
    ];

    // Kconfig sets one of these at most.
    static readonly string[][] Choices = [["ARM64_4K_PAGES", "ARM64_16K_PAGES", "ARM64_64K_PAGES"], ["CC_IS_GCC", "CC_IS_CLANG"]];

    static readonly HashSet<string> ReadOptions = new(Truths, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reports a value that its option cannot have, and an option that Sim reads in other letters.</summary>
    public static void Check(ConfigLine line, DiagnosticBag bag)
    {
        if (Truths.Contains(line.Option) && line.Value is not ("y" or "n"))
            line.Place.Report(bag, Code.ConfigLine, $"CONFIG_{line.Option} cannot be {Quoted.Text(line.Value)}: it is y or not set", $"Write CONFIG_{line.Option}=y or # CONFIG_{line.Option} is not set.");
        else if (ReadOptions.TryGetValue(line.Option, out var known) && known != line.Option)
            line.Place.Report(bag, Code.ConfigLine, $"there is no option {Quoted.Text("CONFIG_" + line.Option)}", $"did you mean 'CONFIG_{known}'?");
    }

    /// <summary>Reports options that contradict each other.</summary>
    public static void Check(KernelConfig config, DiagnosticBag bag)
    {
        foreach (var (option, needs) in Needs)
        {
            if (config.IsSet(option) is true && config.IsSet(needs) is false)
                config.PlaceOf(option).Report(bag, Code.ConfigLine, $"CONFIG_{option} needs CONFIG_{needs}, which is not set", "Is a part of the config missing?");
        }

        foreach (var choice in Choices)
        {
            if (choice.Where(option => config[option] == "y").ToList() is [var first, var second, ..])
                config.PlaceOf(second).Report(bag, Code.ConfigLine, $"CONFIG_{second} cannot be set beside CONFIG_{first}: one of them is");
        }
    }
}
