using System.Text.Encodings.Web;
using System.Text.Json;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Layout;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Runs;

namespace Sim.Reports.Layouts;

/// <summary>What a build emits at a function's entry, and why, for programs.</summary>
public static class LayoutJson
{
    /// <summary>What the member <c>schema</c> says; the number grows when a reader would have to change.</summary>
    public const string Schema = "sim/layout/1";

    static readonly LayoutMembersJson Readable = new(new(LayoutMembersJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The whole text, ending in one newline.</summary>
    public static string Write(BuildLayout layout)
    {
        var (kernel, build, entry, growth) = (layout.Kernel, layout.Build, layout.Entry, layout.Growth);
        var document = new LayoutMembers(
            Schema,
            kernel.Name,
            layout.Changes,
            kernel.Version.ToString(),
            kernel.Compiler.ToString(),
            kernel.Options.OptimizeForSize,
            layout.Dispatch.Mechanism.Name,
            layout.Dispatch.Reason,
            build.Has(Feature.DirectCalls),
            build.TracingFlags,
            build.HardeningFlags,
            build.Findings.Select(finding => new LayoutMembers.FeatureRow(
                FeatureName.Of(finding.Feature, kernel.Version), finding.Granted, finding.Reason, finding.Evidence.Source, finding.Evidence.Guess)),
            build.AlignmentBytes,
            entry.LiteralOffset,
            entry.HashOffset,
            entry.CallsiteOffset,
            Items(entry, EntryState.Compiled),
            Items(entry, EntryState.Disabled),
            Items(entry, EntryState.Enabled),
            new(growth.InstructionBytes, growth.LiteralBytes, growth.MeanPaddingBytes, growth.BytesPerFunction),
            layout.Functions,
            growth.BytesPerFunction * layout.Functions,
            Branch.Of(build).Select(branch => new LayoutMembers.BranchRow(
                branch.From, branch.To, branch.Way, branch.Reason, branch.Evidence.Source, branch.Evidence.Guess)),
            layout.Reach is { } reach ? ReachOf(reach) : null,
            layout.IndirectCalls.Select(check => new LayoutMembers.IndirectCallRow(
                check.CallerLooksBefore, check.HashStandsBefore, $"0x{check.Read:x8}", check.Trap)));
        return JsonSerializer.Serialize(document, Readable.LayoutMembers) + "\n";
    }

    static IEnumerable<LayoutMembers.EntryRow> Items(EntryLayout entry, EntryState state) =>
        entry.Write(state).Select(item => new LayoutMembers.EntryRow(
            item.OffsetBytes, Convert.ToHexStringLower(item.Bytes), item.Text, item.Purpose, item.IsForTracing));

    static LayoutMembers.ReachTables ReachOf(BuildReach reach) => new(
        reach.Seed,
        reach.Count,
        reach.Here.SelectMany(here => new[] { Row(here, "image", here.Image), Row(here, "modules", here.Modules) }),
        reach.Boots.Select(boots => new LayoutMembers.BootsRow(
            boots.Strategy, boots.From, ShareOf(boots.Direct), ShareOf(boots.Veneer), ShareOf(boots.Fallback), ShareOf(boots.Unreachable))));

    static LayoutMembers.ReachRow Row(MechanismReach here, string from, Reach reach) =>
        new(here.Mechanism.Name, from, reach.Callsites, reach.Direct, reach.Veneer, reach.Fallback, reach.Unreachable);

    static LayoutMembers.Share ShareOf(ShareDistribution share) => new(share.Mean, share.Low, share.High, share.P5, share.P50, share.P95);
}
