namespace Sim.Core.Kernel.Build.Rules;

/// <summary>What tracing a build has.</summary>
static class TracingRules
{
    static readonly Evidence RutlandLaight = Evidence.Of("rutland-2023-laight");
    static readonly Evidence RutlandArgs = Evidence.Of("rutland-2022-args");
    static readonly Evidence RutlandCallOps = Evidence.Of("rutland-2023-call-ops");
    static readonly Evidence Revest = Evidence.Of("revest-2023-direct-calls");
    static readonly Evidence Boyd = Evidence.Of("boyd-2024-clang-os");
    static readonly Func<KernelBuild, bool> Traces = build => build.Options.FunctionTracer;

    static readonly KernelVersion ArgsReplaceRegs = new(6, 2);

    /// <summary>What the compiler leaves at the entry, and what the trampolines save.</summary>
    public static IReadOnlyList<FeatureRules> Entry { get; } =
    [
        new(Feature.PatchableEntry, Traces,
            [
                new(c => !c.Build.Options.DynamicFtrace, "without DYNAMIC_FTRACE nothing is patched: every function calls _mcount",
                    Evidence.GeneralKnowledge),
                new(c => c.IsBefore(5, 5), "before 5.5 arm64 traces only through -pg",
                    new("rutland-2022-args", "the release number, by general kernel knowledge")),
                new(c => c.IsGccBelow(8), "gcc below 8 has no -fpatchable-function-entry: it keeps -pg", RutlandLaight),
                new(c => c.IsClangBelow(10), "clang below 10 has no -fpatchable-function-entry for arm64", Evidence.GeneralKnowledge),
            ],
            "the compiler reserves NOPs at each function", RutlandLaight),

        new(Feature.Regs, build => Traces(build) && build.Version < ArgsReplaceRegs,
            [new(c => !c.Has(Feature.PatchableEntry), "needs patchable function entries", RutlandArgs)],
            "until 6.1 two trampolines save registers, one of them all", RutlandArgs),

        new(Feature.Args, Traces,
            [
                new(c => c.IsBefore(6, 2), "came with 6.2", RutlandArgs),
                new(c => !c.Has(Feature.PatchableEntry), "needs patchable function entries", RutlandArgs),
            ],
            "from 6.2 one trampoline saves the arguments", RutlandArgs),
    ];

    /// <summary>Whose tracer a callsite reaches without the list of all ops.</summary>
    public static IReadOnlyList<FeatureRules> Dispatch { get; } =
    [
        new(Feature.CallOps, Traces,
            [
                new(c => c.IsBefore(6, 3), "call ops came with 6.3", RutlandCallOps),
                new(c => !c.IsBefore(6, 3) && !c.Has(Feature.Args), "needs DYNAMIC_FTRACE_WITH_ARGS", Boyd),
                new(c => c.Has(Feature.Cfi),
                    "kCFI finds a function's type hash at a fixed place before it, which the ops literal would move", RutlandLaight),
                new(c => c.IsGcc && c.Build.Options.OptimizeForSize,
                    "at -Os no gcc is trusted to align functions to the 8 bytes that the literal needs: gcc bug 88345", Boyd),
                new(c => !c.IsBefore(6, 3) && c.IsBefore(6, 9) && c.IsClang && c.Build.Options.OptimizeForSize
                        && !Backports.In(Backports.ClangCallOpsAtSize, c.Build.Version),
                    "6.3 to 6.8 rule out -Os for every compiler, though clang aligns functions; 6.6.23, 6.7.11 and 6.8.2 no longer do",
                    new("debian-changelog", "6.6.23 and 6.8.2, released with 6.7.11")),
            ],
            "from 6.3, with aligned functions and no kCFI", Boyd),

        new(Feature.DirectCalls, Traces,
            [
                new(c => c.IsBefore(6, 4), "direct calls came with 6.4", Revest),
                new(c => !c.Has(Feature.CallOps),
                    "needs DYNAMIC_FTRACE_WITH_CALL_OPS: the literal leads to trampolines that no BL reaches", Revest),
            ],
            "from 6.4, on top of call ops", Revest),
    ];
}
