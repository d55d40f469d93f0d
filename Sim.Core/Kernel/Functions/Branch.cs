using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Layout;

namespace Sim.Core.Kernel.Functions;

/// <summary>How tracing gets from one place to another.</summary>
/// <param name="From">Where the branch is.</param>
/// <param name="To">Where it leads.</param>
/// <param name="Way">Instruction or detour; what happens if there is none.</param>
/// <param name="Reason">One clause.</param>
/// <param name="Evidence">What the rule rests on.</param>
public sealed record Branch(string From, string To, string Way, string Reason, Evidence Evidence)
{
    const long ReachBytes = 128 << 20;

    /// <summary>The branches that <paramref name="build"/> needs, whoever traces.</summary>
    public static IReadOnlyList<Branch> Of(ResolvedBuild build) =>
    [
        new("kernel callsite", "ftrace_caller", "BL", "the image's text is shorter than the 128 MiB that a BL reaches",
            Evidence.Of("rutland-2022-reach")),
        ModuleCallsite(build),
        ToTracer(build),
    ];

    static Branch ModuleCallsite(ResolvedBuild build)
    {
        const string From = "module callsite", To = "ftrace_caller";
        var (options, at) = (build.Build.Options, build.Build.Addresses);
        if (!options.Kaslr)
        {
            var distance = (long)(at.FtraceCaller - at.Module) >> 20;
            return new(From, To, BranchReach.Reaches(at.Module, at.FtraceCaller) ? "BL" : "BL to the module's PLT entry",
                FormattableString.Invariant($"without KASLR modules start {Math.Abs(distance)} MiB away"),
                Evidence.Of("debian-kernel-icount"));
        }

        return options.ModuleRegionBytes <= ReachBytes
            ? new(From, To, "BL", "the region of modules lies within a BL's reach of the image", Evidence.GeneralKnowledge)
            : new(From, To, "BL, or BL to the module's PLT entry",
                FormattableString.Invariant($"modules can be anywhere in {options.ModuleRegionBytes >> 20:N0} MiB"),
                Evidence.Of("rutland-2023-modules"));
    }

    static Branch ToTracer(ResolvedBuild build)
    {
        const string From = "kernel callsite", To = "a tracer's own trampoline";
        return build.Has(Feature.DirectCalls)
            ? new(From, To, "BL where it reaches, else through ftrace_caller and ops->direct_call",
                "such trampolines are allocated with modules, and kernel text has no PLT", Evidence.Of("revest-2023-direct-calls"))
            : new(From, To, build.Build.Options.DynamicTrampolines ? "BL where it reaches" : "none: only the common trampoline is called",
                "such trampolines would be allocated with modules, and kernel text has no PLT", Evidence.Of("rostedt-2023-core-patch"));
    }
}
