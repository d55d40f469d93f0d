using System.Runtime.CompilerServices;
using Sim.Core.Runs;
using Sim.Core.Units;
using Sim.Reports.Cells;
using Sim.Reports.Factors;

namespace Sim.Reports.Remarks;

/// <summary>The answer of a scenario: what heads its tables, charts and files.</summary>
public static class Headline
{
    // Table, files and charts of the same results have the same.
    static readonly ConditionalWeakTable<ScenarioResults, Answer> Known = [];

    /// <summary>
    /// From which load on response times double where calls arrive by the clock; how much longer the work takes where tracers come and go; else what a patch saves; else what other addresses of
    /// the same kernels add; else what an unrelated tracer costs, as a range over steps between numbers of them; else what one more tracer costs, or the first if that tells strategies apart; else what being traceable costs; else the range of overheads.
    /// Unvalidated strategies are marked.
    /// </summary>
    public static Answer Of(ScenarioResults results) => Known.GetValue(results, Find);

    /// <summary>True if the answer is about calls that nothing traces.</summary>
    public static bool IsOfUntraced(ScenarioResults results) => KernelAnswer.Traceable(results.Cells) is { } answer && Of(results) == answer;

    static Answer Find(ScenarioResults results)
    {
        if ((Doubled(results.Cells) ?? Lost(results.Cells)) is { } answer)
            return answer;
        var table = CellTable.Traced(results.Cells);
        return KernelAnswer.Patched(table) ?? KernelAnswer.Moved(table) ?? CostAnswer.PerTracer(table) ?? KernelAnswer.Traceable(results.Cells) ?? CostAnswer.Range(table) ?? NoNumbers(results.Cells);
    }

    // By strategy: of the loads at which a traced call takes twice as long from its arrival to its end, the lightest.
    static Answer? Doubled(IReadOnlyList<CellResult> cells)
    {
        var open = cells.Where(cell => cell is { Spec.Arrivals: not null, Run.OpenLoad: not null, Baseline.OpenLoad: not null } && !CellGroup.IsBaseline(cell)).ToList();
        if (open.Count == 0 || open.Select(cell => cell.Spec.Arrivals!.Every).Distinct().Count() < 2)
            return null;
        var table = CellTable.Of(open);
        var others = table.Factors.Where(factor => factor.Factor.Name != "every").ToList();
        var parts = Enumerable.Range(0, open.Count).GroupBy(cell => Name(open[cell])).Select(strategy =>
        {
            var lightest = strategy.GroupBy(cell => string.Join(',', others.Select(factor => factor.Codes[cell]))).Select(same => same.Select(cell => open[cell])
                .Where(cell => cell.Run!.OpenLoad!.ResponseMeanNs >= 2 * cell.Baseline!.OpenLoad!.ResponseMeanNs).Max(cell => (long?)cell.Spec.Arrivals!.Every)).ToList();
            var heaviest = strategy.Min(cell => open[cell].Spec.Arrivals!.Every);
            var (least, most) = (lightest.Min(), lightest.Max());
            return most is null ? (At: "at no load", Every: $"up to a call every {new Picoseconds(heaviest)}", Name: strategy.Key)
                : (At: lightest.Contains(null) ? "never or at a call" : "at a call",
                    Every: $"every {new Picoseconds(least!.Value)}{(least == most ? "" : $" to {new Picoseconds(most.Value)}")}", Name: strategy.Key);
        }).ToList();
        var full = "Response time doubles " + string.Join(", ", parts.Select((part, i) => i > 0 && part.At == parts[i - 1].At ? $"{part.Every} under {part.Name}" : $"{part.At} {part.Every} under {part.Name}"));
        return Answer.First(new(full, ""), new($"Response time doubles {parts[0].At} {parts[0].Every} under {parts[0].Name}", $"{full}."));
    }

    static Answer? Lost(IReadOnlyList<CellResult> cells)
    {
        var attached = cells.Where(cell => cell is { Run.Course.AttachNs: > 0, Baseline: not null }).ToList();
        if (attached.Count == 0)
            return null;
        var isByCore = attached.Select(Name).Distinct().Count() == 1 && attached.Select(cell => cell.Spec.Core.Name).Distinct().Count() > 1;
        var lost = attached.GroupBy(
            cell => isByCore ? $"on {cell.Spec.Core.Name}" : $"under {Name(cell)}",
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

    static string Name(CellResult cell) => cell.Validated ? cell.Strategy : $"{cell.Strategy} ({CellGroup.UnvalidatedMark})";

    static Answer NoNumbers(IReadOnlyList<CellResult> cells) =>
        Answer.First(new Answer(cells.FirstOrDefault(cell => cell.Status != CellStatus.Ok) is { } cell
            ? $"No cell has numbers: {cell.Reason ?? StatusName.Of(cell.Status)}"
            : "No cell traces anything", ""));
}
