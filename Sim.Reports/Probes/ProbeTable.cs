using System.Globalization;
using Sim.Core.Probes;
using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Probes;

/// <summary>What microbenchmarks found, beside what the profile declares, for people.</summary>
public static class ProbeTable
{
    static readonly IReadOnlyList<Column<Finding>> Columns =
    [
        new("what", "what the microbenchmark measures", finding => finding.Name, IsText: true),
        new("parameter", "where the core file has it; the tightest, where several limit the same", finding => finding.Parameter, IsText: true),
        new("found", "what the microbenchmark shows", finding => Text(finding.Found, finding.Unit)),
        new("declared", "what the core file says", finding => Text(finding.Declared, finding.Unit)),
        new("unit", "of both", finding => finding.Unit == "B" ? "KiB" : finding.Unit, IsText: true),
        new("verdict", "ok; DIFFERS; hidden: other parameters of this core keep any program from seeing it",
            finding => finding.Verdict switch { Verdict.Agrees => "ok", Verdict.Differs => "DIFFERS", _ => "hidden" }, IsText: true),
        new("remark", "how it shows, or why it does not", finding => finding.Remark, IsText: true),
    ];

    /// <summary>A table per probe.</summary>
    public static Document Of(ProbeResult result) => new(
        ProbeHeadline.Of(result),
        [ProbeHeadline.Conditions(result)],
        [new("Found and declared",
            [.. result.Findings.GroupBy(finding => finding.Probe).Select(group => Table.Of(group.Key, Columns, group))], [])]);

    // Sizes in the unit of data sheets; nothing else is rounded to fewer digits than it has.
    static string Text(Reading reading, string unit) => reading switch
    {
        { Word: { } word } => word,
        { Number: { } number } => (unit == "B" ? number / 1024 : number).ToString("#,0.##", CultureInfo.InvariantCulture),
        _ => NumberText.Missing,
    };
}
