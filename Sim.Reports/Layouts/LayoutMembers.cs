using System.Text.Json.Serialization;

namespace Sim.Reports.Layouts;

/// <summary>A layout as <see cref="LayoutJson"/> writes it: members in this order, names in snake case.</summary>
sealed record LayoutMembers(
    string Schema,
    string Kernel,
    IReadOnlyList<string> Changes,
    string Version,
    string Compiler,
    bool OptimizeForSize,
    string Strategy,
    string Reason,
    bool DirectCalls,
    IReadOnlyList<string> TracingFlags,
    IReadOnlyList<string> HardeningFlags,
    IEnumerable<LayoutMembers.FeatureRow> Features,
    int AlignmentBytes,
    int? LiteralOffset,
    int? HashOffset,
    int? CallsiteOffset,
    IEnumerable<LayoutMembers.EntryRow> Compiled,
    IEnumerable<LayoutMembers.EntryRow> Disabled,
    IEnumerable<LayoutMembers.EntryRow> Enabled,
    LayoutMembers.GrowthSum Growth,
    long? Functions,
    double? TextGrowthBytes,
    IEnumerable<LayoutMembers.BranchRow> Branches,
    LayoutMembers.ReachTables? Reach,
    IEnumerable<LayoutMembers.IndirectCallRow> IndirectCalls)
{
    public sealed record FeatureRow(string Feature, bool Granted, string Reason, string? Source, string? Guess);

    public sealed record EntryRow(int OffsetBytes, string Bytes, string Instruction, string Purpose, bool IsForTracing);

    public sealed record GrowthSum(int InstructionBytes, int LiteralBytes, double MeanPaddingBytes, double BytesPerFunction);

    public sealed record BranchRow(string From, string To, string Way, string Reason, string? Source, string? Guess);

    public sealed record IndirectCallRow(int CallerLooksBefore, int HashStandsBefore, string Read, string? Trap);

    public sealed record ReachTables(long Seed, int Boots, IEnumerable<ReachRow> Here, IEnumerable<BootsRow> OverBoots);

    public sealed record ReachRow(string Strategy, string From, long Callsites, long Direct, long Veneer, long Fallback, long Unreachable);

    public sealed record BootsRow(string Strategy, string From, Share Direct, Share Veneer, Share Fallback, Share Unreachable);

    public sealed record Share(double Mean, double Low, double High, double P5, double P50, double P95);
}

[JsonSerializable(typeof(LayoutMembers))]
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
sealed partial class LayoutMembersJson : JsonSerializerContext;
