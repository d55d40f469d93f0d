using System.Text.Encodings.Web;
using System.Text.Json;
using Sim.Core.A64.Coding;
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

    static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The whole text, ending in one newline.</summary>
    public static string Write(BuildLayout layout)
    {
        var (kernel, build, entry, growth) = (layout.Kernel, layout.Build, layout.Entry, layout.Growth);
        return JsonSerializer.Serialize(
            new
            {
                Schema,
                Kernel = kernel.Name,
                layout.Changes,
                Version = kernel.Version.ToString(),
                Compiler = kernel.Compiler.ToString(),
                kernel.Options.OptimizeForSize,
                Strategy = layout.Dispatch.Mechanism.Name,
                layout.Dispatch.Reason,
                DirectCalls = build.Has(Feature.DirectCalls),
                build.TracingFlags,
                build.HardeningFlags,
                Features = build.Findings.Select(finding => new
                {
                    Feature = FeatureName.Of(finding.Feature, layout.Kernel.Version),
                    finding.Granted,
                    finding.Reason,
                    finding.Evidence.Source,
                    finding.Evidence.Guess,
                }),
                build.AlignmentBytes,
                entry.LiteralOffset,
                entry.HashOffset,
                entry.CallsiteOffset,
                Compiled = Items(entry, EntryState.Compiled),
                Disabled = Items(entry, EntryState.Disabled),
                Enabled = Items(entry, EntryState.Enabled),
                Growth = new { growth.InstructionBytes, growth.LiteralBytes, growth.MeanPaddingBytes, growth.BytesPerFunction },
                layout.Functions,
                TextGrowthBytes = growth.BytesPerFunction * layout.Functions,
                Branches = Branch.Of(build).Select(branch => new
                {
                    branch.From,
                    branch.To,
                    branch.Way,
                    branch.Reason,
                    branch.Evidence.Source,
                    branch.Evidence.Guess,
                }),
                Reach = layout.Reach is { } reach ? ReachOf(reach) : null,
                IndirectCalls = layout.IndirectCalls.Select(check => new
                {
                    check.CallerLooksBefore,
                    check.HashStandsBefore,
                    Read = $"0x{check.Read:x8}",
                    check.Trap,
                }),
            },
            Options) + "\n";
    }

    static IEnumerable<object> Items(EntryLayout entry, EntryState state) =>
        entry.Write(state).Select(item => new
        {
            item.OffsetBytes,
            Bytes = Convert.ToHexStringLower(item.Bytes),
            Instruction = item.Text,
            item.Purpose,
            item.IsForTracing,
        });
    static object ReachOf(BuildReach reach) => new
    {
        reach.Seed,
        Boots = reach.Count,
        Here = reach.Here.SelectMany(here => new[] { Row(here, "image", here.Image), Row(here, "modules", here.Modules) }),
        OverBoots = reach.Boots.Select(boots => new
        {
            boots.Strategy,
            boots.From,
            Direct = Share(boots.Direct),
            Veneer = Share(boots.Veneer),
            Fallback = Share(boots.Fallback),
            Unreachable = Share(boots.Unreachable),
        }),
    };

    static object Row(MechanismReach here, string from, Reach reach) =>
        new { Strategy = here.Mechanism.Name, From = from, reach.Callsites, reach.Direct, reach.Veneer, reach.Fallback, reach.Unreachable };

    static object Share(ShareDistribution share) => new { share.Mean, share.Low, share.High, share.P5, share.P50, share.P95 };
}
