using Sim.Core.Runs;
using Sim.Core.Units;
using Sim.Reports.Cells;
using Sim.Reports.Results;
using Sim.Reports.Tables;

namespace Sim.Reports.Remarks;

/// <summary>The answer of a scenario in one sentence, computed from its cells.</summary>
public static class Headline
{
    // So many groups fit into a sentence.
    const int MostNamed = 3;

    static readonly Metric OverheadNs = Metric.Find("overhead_ns")!;

    /// <summary>
    /// From which load on response times double where calls arrive by the clock; how much longer the work takes where tracers come and go; else what an unrelated tracer costs on average, else what one more tracer costs, else the range of overheads.
    /// Unvalidated strategies are marked.
    /// </summary>
    public static string Of(ScenarioResults results)
    {
        var groups = CellGroup.Split(results.Cells);
        return Doubled(results.Cells)
            ?? Lost(groups)
            ?? PerTracer("An unrelated tracer costs a traced call", OverheadCurve.OverIrrelevant, groups)
            ?? PerTracer("One more tracer of the same function costs a call", OverheadCurve.OverRelevant, groups)
            ?? Range(groups)
            ?? NoNumbers(results.Cells);
    }

    // By kernel: of the loads at which a traced call takes twice as long from its arrival to its end, the lightest.
    static string? Doubled(IReadOnlyList<CellResult> cells)
    {
        var open = cells.Where(cell => cell is { Spec.Arrivals: not null, Run.OpenLoad: not null, Baseline.OpenLoad: not null } && !CellGroup.IsBaseline(cell)).ToList();
        if (open.Count == 0 || open.Select(cell => cell.Spec.Arrivals!.Every).Distinct().Count() < 2)
            return null;
        return "The response time doubles " + string.Join("; ", open.GroupBy(cell => (cell.Strategy, Kernel: cell.Spec.Kernel.Name)).Select(group =>
        {
            var doubled = group.Where(cell => cell.Run!.OpenLoad!.ResponseMeanNs >= 2 * cell.Baseline!.OpenLoad!.ResponseMeanNs).MaxBy(cell => cell.Spec.Arrivals!.Every);
            var heaviest = group.Min(cell => cell.Spec.Arrivals!.Every);
            return doubled is null
                ? $"at no load up to a call every {new Picoseconds(heaviest)} under {group.Key.Strategy} ({group.Key.Kernel})"
                : $"at a call every {new Picoseconds(doubled.Spec.Arrivals!.Every)} under {group.Key.Strategy} ({group.Key.Kernel})";
        }));
    }

    // Of all groups if they are few, else the least and the most.
    static string? Lost(IReadOnlyList<CellGroup> groups)
    {
        var lost =
            (from @group in groups
             from cell in @group.Cells
             where cell is { Run.Course.AttachNs: > 0, Baseline: not null }
             let run = cell.Run!
             select (Name: @group.ShortLabel, Ns: run.TotalNs - cell.Baseline!.TotalNs, run.Course.AttachNs)).ToList();
        if (lost.Count == 0)
            return null;
        if (lost.Count > MostNamed)
            lost = [lost.MinBy(cell => cell.Ns), lost.MaxBy(cell => cell.Ns)];
        return "The work takes " + string.Join("; ", lost.Select(cell =>
            $"{Milliseconds(cell.Ns)} longer under {cell.Name}, {Milliseconds(cell.AttachNs)} of it for attaching and detaching"));
    }

    static string Milliseconds(double ns) => $"{NumberText.Significant(ns / 1e6)} ms";

    static string? PerTracer(string subject, Func<CellGroup, OverheadCurve?> sweepOf, IReadOnlyList<CellGroup> groups)
    {
        var costs = groups
            .Select(group => (Name: group.ShortLabel, Curve: sweepOf(group)))
            .Where(group => group.Curve is not null)
            .GroupBy(group => Cost(group.Curve!.NsPerTracer), group => group.Name)
            .Select(equal => $"{equal.Key} under {Enumeration([.. equal])}")
            .ToList();
        return costs.Count == 0 ? null : $"{subject} {string.Join("; ", costs)}";
    }

    static string Enumeration(IReadOnlyList<string> names) =>
        names.Count < 2 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    static string? Range(IReadOnlyList<CellGroup> groups)
    {
        var overheads =
            (from @group in groups
             from cell in @group.Cells
             where !CellGroup.IsBaseline(cell) && cell.Run is not null
             let overhead = OverheadNs.Of(cell)!.Value
             orderby overhead
             select (Name: @group.ShortLabel, Overhead: overhead, cell.Spec)).ToList();
        if (overheads.Count == 0)
            return null;

        var (low, high) = (overheads[0], overheads[^1]);
        var tracers = overheads.All(overhead => SameTracers(overhead.Spec, low.Spec)) ? TracersOf(low.Spec) : "Tracing";
        var range = low.Overhead == high.Overhead || overheads.Count == 1
            ? $"{Cost(low.Overhead)} under {low.Name}"
            : $"from {Cost(low.Overhead)} under {low.Name} to {Cost(high.Overhead)} under {high.Name}";
        return $"{tracers} costs a call {range}";
    }

    static string NoNumbers(IReadOnlyList<CellResult> cells) =>
        cells.FirstOrDefault(cell => cell.Status != CellStatus.Ok) is { } cell
            ? $"No cell has numbers: {cell.Reason ?? StatusName.Of(cell.Status)}"
            : "No cell traces anything";

    static bool SameTracers(CellSpec left, CellSpec right) =>
        (left.RelevantTracers, left.IrrelevantTracers) == (right.RelevantTracers, right.IrrelevantTracers);

    static string TracersOf(CellSpec cell) =>
        cell is { RelevantTracers: 1, IrrelevantTracers: 0 }
            ? "One tracer"
            : $"Tracing with {NumberText.Integer(cell.RelevantTracers)} relevant and "
                + $"{NumberText.Integer(cell.IrrelevantTracers)} irrelevant tracers";

    // Less than a hundredth of a nanosecond is below what any clock on these machines resolves over a run.
    static string Cost(double ns) => Math.Abs(ns) < 0.01 ? "nothing" : $"{NumberText.Significant(ns)} ns";
}
