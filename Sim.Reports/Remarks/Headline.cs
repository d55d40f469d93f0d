using System.Runtime.CompilerServices;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Factors;

namespace Sim.Reports.Remarks;

/// <summary>The answer of a scenario: what heads its tables, charts and files.</summary>
public static class Headline
{
    // Table, files and charts of the same results have the same.
    static readonly ConditionalWeakTable<ScenarioResults, Answer> Known = [];

    /// <summary>
    /// Between which loads response times double where calls arrive by the clock; how much longer the work takes where tracers come and go; else what a patch saves; else what other addresses of
    /// the same kernels add; else what an unrelated tracer costs, as a range over steps between numbers of them; else what one more tracer costs, or the first if that tells strategies apart; else what being traceable costs; else the range of overheads.
    /// Unvalidated strategies are marked.
    /// </summary>
    public static Answer Of(ScenarioResults results) => Known.GetValue(results, Find);

    /// <summary>True if the answer is about calls that nothing traces.</summary>
    public static bool IsOfUntraced(ScenarioResults results) => KernelAnswer.Traceable(results.Cells) is { } answer && Of(results) == answer;

    static Answer Find(ScenarioResults results)
    {
        if ((LoadAnswer.Doubled(results.Cells) ?? Lost(results.Cells)) is { } answer)
            return answer;
        var table = CellTable.Traced(results.Cells);
        return KernelAnswer.Patched(table) ?? KernelAnswer.Moved(table) ?? CostAnswer.PerTracer(table) ?? KernelAnswer.Traceable(results.Cells) ?? CostAnswer.Range(table) ?? NoNumbers(results.Cells);
    }

    static Answer? Lost(IReadOnlyList<CellResult> cells)
    {
        var attached = cells.Where(cell => cell is { Run.Course.AttachNs: > 0, Baseline: not null }).ToList();
        if (attached.Count == 0)
            return null;
        var isByCore = attached.Select(LoadAnswer.NameOf).Distinct().Count() == 1 && attached.Select(cell => cell.Spec.Core.Name).Distinct().Count() > 1;
        var lost = attached.GroupBy(
            cell => isByCore ? $"on {cell.Spec.Core.Name}" : $"under {LoadAnswer.NameOf(cell)}",
            cell => (Ns: cell.Run!.TotalNs - cell.Baseline!.TotalNs, cell.Run.Course.AttachNs)).ToList();
        var full = "The work takes " + string.Join(", ", lost.Select((cell, i) => $"{Milliseconds(cell.Select(run => run.Ns))}{(i == 0 ? " longer" : "")} {cell.Key}"));
        var attaching = "Attaching and detaching are " + string.Join(", ", lost.Select(cell => $"{Milliseconds(cell.Select(run => run.AttachNs))} of it {cell.Key}")) + ".";
        return Answer.First(new(full, attaching), new($"The work takes {Milliseconds(lost.SelectMany(cell => cell).Select(run => run.Ns))} longer", $"{full}. {attaching}"));
    }

    static string Milliseconds(IEnumerable<double> ns)
    {
        var (low, high) = (NumberText.Significant(ns.Min() / 1e6), NumberText.Significant(ns.Max() / 1e6));
        return low == high ? $"{high} ms" : $"{low} to {high} ms";
    }

    static Answer NoNumbers(IReadOnlyList<CellResult> cells) =>
        Answer.First(new Answer(cells.FirstOrDefault(cell => cell.Status != CellStatus.Ok) is { } cell
            ? $"No cell has numbers: {cell.Reason ?? StatusName.Of(cell.Status)}"
            : "No cell traces anything", ""));
}
