namespace Sim.Core.Kernel.Build.Rules;

/// <summary>What else is at a function's entry; each only if wanted.</summary>
/// <remarks>All assume a kernel with the function graph tracer, as with any that traces.</remarks>
static class HardeningRules
{
    static readonly Evidence RutlandArgs = Evidence.Of("rutland-2022-args");

    public static IReadOnlyList<FeatureRules> All { get; } =
    [
        new(Feature.PointerAuth, build => build.Options.PointerAuth,
            [
                new(c => c.IsBefore(5, 7), "came with 5.7", Evidence.GeneralKnowledge),
                new(c => c.TracesThroughMCount,
                    "after -pg the return address is signed already, and the function graph tracer cannot replace it", RutlandArgs),
            ],
            "return addresses are signed, after the NOPs", Evidence.Of("wang-2022-trampolines")),

        new(Feature.Bti, build => build.Options.Bti,
            [
                new(c => c.IsBefore(5, 8), "came with 5.8", Evidence.GeneralKnowledge),
                new(c => !c.Has(Feature.PointerAuth), "needs ARM64_PTR_AUTH_KERNEL", Evidence.GeneralKnowledge),
                new(c => c.IsGccBelow(10), "gcc below 10 puts BTI after the NOPs: gcc bug 94697", Evidence.GeneralKnowledge),
                new(c => c.IsGcc && !c.IsBefore(6, 0), "from 6.0 not with gcc, whose far calls can miss a BTI: gcc bug 106671",
                    Evidence.GeneralKnowledge),
                new(c => c.IsClangBelow(12), "needs clang 12", RutlandArgs),
            ],
            "functions that may be called indirectly start with BTI C", Evidence.Of("rutland-2022-bti")),

        new(Feature.ShadowCallStack, build => build.Options.ShadowCallStack,
            [
                new(c => c.IsBefore(5, 8), "came with 5.8", Evidence.GeneralKnowledge),
                new(c => c.IsGcc && c.IsBefore(5, 18), "before 5.18 only with clang", Evidence.GeneralKnowledge),
                new(c => c.IsGccBelow(12), "needs gcc 12", Evidence.GeneralKnowledge),
                new(c => c.TracesThroughMCount, "the function graph tracer then needs patchable entries",
                    Evidence.GeneralKnowledge),
            ],
            "return addresses are pushed to X18's stack, after the NOPs", Evidence.Of("clang-14-entry")),

        new(Feature.Cfi, build => build.Options.Cfi,
            [
                new(c => c.IsBefore(6, 1), "before 6.1 CFI went through jump tables, without type hashes", Evidence.GeneralKnowledge),
                new(c => c.IsGcc, "gcc has no kCFI", Evidence.GeneralKnowledge),
                new(c => c.IsClangBelow(16), "kCFI needs clang 16", Evidence.GeneralKnowledge),
            ],
            "a type hash is before each function, and indirect calls check it", Evidence.Of("rutland-2023-laight")),
    ];
}
