using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Layouts;

/// <summary>What tracing costs in bytes, whether anybody traces or not.</summary>
static class GrowthSection
{
    const double KiB = 1024;
    const string Known = "guess: general kernel knowledge";
    const string Padding = "guess: functions end at every multiple of 4 equally often";

    static readonly IReadOnlyList<Column> Columns =
    [
        new("what", "against the same build without tracing", IsText: true),
        new("per function (B)", "mean over functions that can be traced"),
        new("all (KiB)", "for as many functions as the note says"),
        new("of text (%)", "of the text that was measured, tracing included"),
        new("rests on", "key of docs/sources.md, or a guess", IsText: true),
    ];

    public static Section Of(BuildLayout layout)
    {
        var growth = layout.Growth;
        var (records, relocatable) = (layout.Kernel.Options.DynamicFtrace, layout.Kernel.Options.Kaslr);
        List<IReadOnlyList<string>> rows =
        [
            Row(layout, "instructions at the entry", growth.InstructionBytes, "rutland-2023-call-ops", isText: true),
            Row(layout, "ops literal", growth.LiteralBytes, "rutland-2023-call-ops", isText: true),
            Row(layout, "alignment, mean", growth.MeanPaddingBytes, Padding, isText: true),
            Row(layout, "text in all", growth.BytesPerFunction, "sum", isText: true),
            Row(layout, "__mcount_loc, freed after boot", records ? TextGrowth.LocationBytes : 0, Known, isText: false),
            Row(layout, "its relocations, freed after boot", records && relocatable ? TextGrowth.RelocationBytes : 0, Known, isText: false),
            Row(layout, "struct dyn_ftrace, kept", records ? TextGrowth.RecordBytes : 0, "debian-kernel-icount", isText: false),
        ];
        return new("Size", [new Table("", Columns, rows).WithoutEmptyColumns()], [.. Notes(layout)]);
    }

    static IReadOnlyList<string> Row(BuildLayout layout, string what, double bytes, string source, bool isText)
    {
        var all = bytes * layout.Functions;
        return
        [
            what,
            NumberText.Decimal(bytes),
            NumberText.Integer(all / KiB),
            isText && layout.Kernel.Size is { } size ? NumberText.Significant(100 * all / size.TextBytes) : NumberText.Missing,
            source,
        ];
    }

    static IEnumerable<string> Notes(BuildLayout layout)
    {
        if (layout.Build.Scheme == EntryScheme.MCount)
            yield return "With -pg every function sets up a frame, leaves too; what that adds is not counted.";
        if (!layout.Kernel.Options.DynamicFtrace && layout.Build.Scheme == EntryScheme.MCount)
            yield return "Without DYNAMIC_FTRACE there is no list of callsites: none is ever patched.";
        if (layout.Functions is not { } functions)
        {
            yield return "This build's functions were not counted; --functions N gives the sums.";
            yield break;
        }

        var pages = layout.Growth.BytesPerFunction * functions / layout.Kernel.Options.PageBytes;
        var pageKiB = layout.Kernel.Options.PageBytes / (int)KiB;
        yield return $"{NumberText.Integer(functions)} functions; text grows by {NumberText.Integer(pages)} pages of {pageKiB} KiB.";
    }
}
