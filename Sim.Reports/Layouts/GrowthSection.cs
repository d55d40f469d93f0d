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

    static readonly IReadOnlyList<Column<Part>> Columns =
    [
        new("what", "against the same build without tracing", part => part.What, IsText: true),
        new("per function (B)", "mean over functions that can be traced", part => NumberText.Decimal(part.Bytes)),
        new("all (KiB)", "for as many functions as the note says", part => NumberText.Integer(part.All / KiB)),
        new("of text (%)", "of the text that was measured, tracing included", part => NumberText.Significant(100 * part.All / part.TextBytes)),
        new("rests on", "key of docs/sources.md, or a guess", part => part.Source, IsText: true),
    ];

    public static Section Of(BuildLayout layout)
    {
        var growth = layout.Growth;
        var (records, relocatable) = (layout.Kernel.Options.DynamicFtrace, layout.Kernel.Options.Kaslr);
        Part InText(string what, double bytes, string source) => new(what, bytes, bytes * layout.Functions, layout.Kernel.Size?.TextBytes, source);
        Part Beside(string what, double bytes, string source) => new(what, bytes, bytes * layout.Functions, null, source);
        return new("Size", [Table.Of("", Columns, [
            InText("instructions at the entry", growth.InstructionBytes, "rutland-2023-call-ops"),
            InText("ops literal", growth.LiteralBytes, "rutland-2023-call-ops"),
            InText("alignment, mean", growth.MeanPaddingBytes, Padding),
            InText("text in all", growth.BytesPerFunction, "sum"),
            Beside("__mcount_loc, freed after boot", records ? TextGrowth.LocationBytes : 0, Known),
            Beside("its relocations, freed after boot", records && relocatable ? TextGrowth.RelocationBytes : 0, Known),
            Beside("struct dyn_ftrace, kept", records ? TextGrowth.RecordBytes : 0, "debian-kernel-icount")]).WithoutEmptyColumns()], [.. Notes(layout)]);
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

    // Bytes of one function, of all, and of the text that has them; null where that is unknown.
    sealed record Part(string What, double Bytes, double? All, long? TextBytes, string Source);
}
