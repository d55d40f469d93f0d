namespace Sim.Core.Kernel.Build;

/// <summary>What a build really has, with all the reasons.</summary>
public sealed class ResolvedBuild
{
    static readonly KernelVersion AsksForMinimumAlignment = new(6, 9);
    const int FirstGccWithMinimumAlignment = 14;

    internal ResolvedBuild(KernelBuild build, IReadOnlyList<FeatureFinding> findings) => (Build, Findings) = (build, findings);

    /// <summary>The build as wanted.</summary>
    public KernelBuild Build { get; }

    /// <summary>Every rule that decided, by feature in the order of <see cref="Feature"/>; nothing about unwanted features.</summary>
    public IReadOnlyList<FeatureFinding> Findings { get; }

    public EntryScheme Scheme => !Build.Options.FunctionTracer ? EntryScheme.None
        : !Has(Feature.PatchableEntry) ? EntryScheme.MCount
        : Has(Feature.CallOps) ? EntryScheme.LiteralAndTwoNops
        : EntryScheme.TwoNops;

    /// <summary>Alignment of a function's entry in bytes: 8 where the literal before it must be written by one store, else an instruction's.</summary>
    /// <source key="rutland-2023-call-ops"/>
    public int AlignmentBytes => Has(Feature.CallOps) ? 8 : 4;

    /// <summary>Compiler options for tracing.</summary>
    /// <source key="boyd-2024-clang-os">From 6.9 on, a gcc that can gets a minimum alignment.</source>
    public IReadOnlyList<string> TracingFlags => Scheme switch
    {
        EntryScheme.None => [],
        EntryScheme.MCount => ["-pg"],
        EntryScheme.TwoNops => ["-fpatchable-function-entry=2"],
        _ => ["-fpatchable-function-entry=4,2", HasMinimumAlignment ? "-fmin-function-alignment=8" : "-falign-functions=8"],
    };

    /// <summary>Compiler options that put something else at a function's entry.</summary>
    /// <guess>Names of the options by general kernel knowledge.</guess>
    public IReadOnlyList<string> HardeningFlags
    {
        get
        {
            var flags = new List<string>();
            if (Has(Feature.PointerAuth))
            {
                flags.Add("-mbranch-protection=pac-ret" + (Build.Options.PacInLeaves ? "+leaf" : "")
                    + (Has(Feature.Bti) ? "+bti" : ""));
            }

            if (Has(Feature.ShadowCallStack))
                flags.AddRange(["-fsanitize=shadow-call-stack", "-ffixed-x18"]);
            if (Has(Feature.Cfi))
                flags.Add("-fsanitize=kcfi");
            return flags;
        }
    }

    bool HasMinimumAlignment =>
        Build.Compiler is { Family: CompilerFamily.Gcc, MajorVersion: >= FirstGccWithMinimumAlignment }
        && Build.Version >= AsksForMinimumAlignment;

    public bool Has(Feature feature) => Findings.Any(finding => finding.Feature == feature && finding.Granted);

    /// <summary>Why the build has not got <paramref name="feature"/>; empty if it has, or if it is not wanted.</summary>
    public IEnumerable<FeatureFinding> RefusalsOf(Feature feature) =>
        Findings.Where(finding => finding.Feature == feature && !finding.Granted);
}
