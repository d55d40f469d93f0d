using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Reports.Tables;

namespace Sim.Reports.Layouts;

/// <summary>What a build emits at a function's entry, and why, for people.</summary>
public static class LayoutDocument
{
    static readonly IReadOnlyList<Column<(FeatureFinding Finding, KernelVersion Version)>> WhyColumns =
    [
        new("feature", "as Kconfig calls it", row => FeatureName.Of(row.Finding.Feature, row.Version), IsText: true),
        new("has", "whether the build has it; unwanted features are left out", row => row.Finding.Granted ? "yes" : "no", IsText: true),
        new("because", "a feature that is refused has a row for every reason", row => row.Finding.Reason, IsText: true),
        new("rests on", "key of docs/sources.md, or a guess", row => row.Finding.Evidence.ToString(), IsText: true),
    ];

    static readonly IReadOnlyList<Column<Branch>> BranchColumns =
    [
        new("from", "where the branch is", branch => branch.From, IsText: true),
        new("to", "where it leads", branch => branch.To, IsText: true),
        new("by", "how it gets there", branch => branch.Way, IsText: true),
        new("because", "what decides", branch => branch.Reason, IsText: true),
        new("rests on", "key of docs/sources.md, or a guess", branch => branch.Evidence.ToString(), IsText: true),
    ];

    static readonly IReadOnlyList<Column<KcfiCheck>> CheckColumns =
    [
        new("caller looks at", "bytes from the entry, as its own file was compiled", check => FormattableString.Invariant($"-{check.CallerLooksBefore}")),
        new("hash is at", "bytes from the entry, as the function's file was compiled", check => FormattableString.Invariant($"-{check.HashStandsBefore}")),
        new("finds", "the 32 bits there", check => check.Read.ToString("x8", null)),
        new("outcome", "of the simulated call", check => check.Trap is null ? "called" : $"trap: {check.Trap}", IsText: true),
    ];

    public static Document Of(BuildLayout layout)
    {
        var (mechanism, reason) = layout.Dispatch;
        var sections = new List<Section>
        {
            new("Why", [Table.Of("", WhyColumns, layout.Build.Findings.Select(finding => (finding, layout.Kernel.Version)))], []),
            EntrySection.Of(layout),
            GrowthSection.Of(layout),
        };
        if (layout.Build.Scheme != EntryScheme.None)
            sections.Add(new("Branches", [Table.Of("", BranchColumns, Branch.Of(layout.Build))], []));
        if (layout.Reach is { } reach)
            sections.Add(ReachSection.Of(reach));
        if (layout.IndirectCalls.Count > 0)
            sections.Add(IndirectCalls(layout.IndirectCalls));
        return new($"{layout.Kernel.Name} gets {mechanism.Name}: {reason}", Conditions(layout), sections);
    }

    static List<string> Conditions(BuildLayout layout)
    {
        var (kernel, build) = (layout.Kernel, layout.Build);
        List<string> lines =
        [
            $"Linux {kernel.Version}, {kernel.Compiler}, {(kernel.Options.OptimizeForSize ? "-Os" : "-O2")}. "
                + (build.TracingFlags.Count > 0 ? $"Tracing: {string.Join(' ', build.TracingFlags)}." : "No tracing."),
        ];
        if (build.HardeningFlags.Count > 0)
            lines.Add($"Also at the entry: {string.Join(' ', build.HardeningFlags)}.");
        if (kernel.Version > KernelVersion.NewestChecked with { Patch = int.MaxValue })
            lines.Add($"Linux {kernel.Version} is newer than {KernelVersion.NewestChecked}, the last release that these rules were compared with: they may have changed.");
        if (layout.Changes.Count > 0)
        {
            lines.Add($"Changed from {kernel.Name}: {string.Join(' ', layout.Changes)}. "
                + "Whether this compiler can build this kernel at all is not checked.");
        }

        return lines;
    }

    static Section IndirectCalls(IReadOnlyList<KcfiCheck> checks) => new(
        "Indirect calls, if traceable functions had the ops literal",
        [Table.Of("", CheckColumns, checks)],
        [
            "Four calls of one type, executed. With the literal the hash is 12 bytes before the entry; "
                + "in code that is not traced (notrace, assembly), 4.",
            "A caller goes by its own file and cannot know which kind it calls, "
                + "so with both kinds in one kernel calls between them trap (rutland-2023-laight).",
            "Distances, instructions and trap number are what clang 16 emits by general kernel knowledge: a guess.",
        ]);
}
