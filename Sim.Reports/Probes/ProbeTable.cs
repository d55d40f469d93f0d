using System.Globalization;
using Sim.Core.Probes;
using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Probes;

/// <summary>What microbenchmarks found, beside what the profile declares, for people.</summary>
public static class ProbeTable
{
    static readonly IReadOnlyList<Column> Columns =
    [
        new("what", "what the microbenchmark measures", IsText: true),
        new("parameter", "where the core file has it; the tightest, where several limit the same", IsText: true),
        new("found", "what the microbenchmark shows"),
        new("declared", "what the core file says"),
        new("unit", "of both", IsText: true),
        new("verdict", "ok; DIFFERS; hidden: other parameters of this core keep any program from seeing it", IsText: true),
        new("remark", "how it shows, or why it does not", IsText: true),
    ];

    /// <summary>A table per probe.</summary>
    public static Document Of(ProbeResult result) => new(
        ProbeHeadline.Of(result),
        [ProbeHeadline.Conditions(result)],
        [new("Found and declared",
            [.. result.Findings.GroupBy(finding => finding.Probe).Select(group => new Table(group.Key, Columns, [.. group.Select(RowOf)]))], [])]);

    static IReadOnlyList<string> RowOf(Finding finding) =>
    [
        finding.Name,
        finding.Parameter,
        Text(finding.Found, finding.Unit),
        Text(finding.Declared, finding.Unit),
        finding.Unit == "B" ? "KiB" : finding.Unit,
        finding.Verdict switch { Verdict.Agrees => "ok", Verdict.Differs => "DIFFERS", _ => "hidden" },
        finding.Remark,
    ];

    // Sizes in the unit of data sheets; nothing else is rounded to fewer digits than it has.
    static string Text(Reading reading, string unit) => reading switch
    {
        { Word: { } word } => word,
        { Number: { } number } => (unit == "B" ? number / 1024 : number).ToString("#,0.##", CultureInfo.InvariantCulture),
        _ => NumberText.Missing,
    };
}
