using Sim.Core.Kernel.Layout;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Results;
using Sim.Reports.Tables;

namespace Sim.Reports.Remarks;

/// <summary>How far the numbers of a scenario can be trusted, one sentence each.</summary>
public static class Confidence
{
    const int MostInfluences = 3;

    /// <summary>Distance to measured figures, guesses, unvalidated strategies, callsites that take another way, and how many calls were executed.</summary>
    public static IReadOnlyList<string> Of(ScenarioResults results) =>
        [Accuracy(results), .. results.Nearest.Select(Range), .. Guesses(results), .. Influences(results), .. OutsideBands(results), .. WithoutBands(results), .. Seeds(results), .. Unvalidated(results), .. Reached(results), .. Followed(results), .. results.Remarks];

    static string Accuracy(ScenarioResults results)
    {
        var rows =
            (from cell in results.Cells
             from measurement in results.Measurements
             where measurement.Role == MeasurementRole.Validation && measurement.IsOf(cell)
             let row = new ValidationRow(measurement, Metric.Find(measurement.Metric)?.Of(cell), null)
             where row.ErrorPercent is not null
             select (Cell: cell, Row: row)).ToList();
        if (rows.Count == 0)
            return MeasuredRows.WhyNone(results);

        var (worstCell, worst) = rows.MaxBy(pair => Math.Abs(pair.Row.ErrorPercent!.Value));
        return $"measured figures: {NumberText.Integer(rows.Count)} validation rows, worst error "
            + $"{NumberText.SignedPercent(worst.ErrorPercent)} % ({worst.Measurement.Metric}, {worstCell.Strategy}, "
            + $"{NumberText.Integer(worstCell.Spec.RelevantTracers)} relevant, "
            + $"{NumberText.Integer(worstCell.Spec.IrrelevantTracers)} irrelevant)";
    }

    static string Range(NearestMeasurement nearest)
    {
        var what = $"{nearest.Core}, {nearest.Strategy}";
        if (nearest.Row is not { } row)
            return $"{what}: outside the validated range: no time of this strategy is checked{(nearest.Context.Count == 0 ? ", and none of the measurement files has one" : Context(nearest.Context))}";
        var at = row.Measurement;
        var found = $"nearest measured row: {at.Source}, {at.Core}, {NumberText.Integer(at.RelevantTracers)} relevant, {NumberText.Integer(at.IrrelevantTracers)} irrelevant, "
            + $"error {NumberText.SignedPercent(row.ErrorPercent)} %";
        if (at.Core != nearest.Core)
            return $"{what}: outside the validated range: no time of this strategy is checked on this core; {found}{Context([.. nearest.Context.Where(known => known.Core == nearest.Core)])}";
        return nearest.Inside == nearest.Cells
            ? $"{what}: inside the validated range; {found}"
            : $"{what}: {NumberText.Integer(nearest.Cells - nearest.Inside)} of {NumberText.Integer(nearest.Cells)} traced cells are outside the validated range; {found}";
    }

    static string Context(IReadOnlyList<Measurement> rows)
    {
        if (rows.Count == 0)
            return "";
        var (least, most) = (rows.Min(row => row.Value), rows.Max(row => row.Value));
        string Distinct(Func<Measurement, string> of) => string.Join(", ", rows.Select(of).Distinct());
        return $"; published as context: {Distinct(FileOf)}, {Distinct(row => row.Core)}, tracer {Distinct(row => row.Tracer)}: {NumberText.Significant(least)}"
            + (least < most ? $" to {NumberText.Significant(most)}" : "") + " ns, of which a prediction has a part (docs/accuracy.md, BPF)";
    }

    // As 'sim validate' takes it.
    static string FileOf(Measurement row) => row.At?.File is { } file ? Path.GetFileNameWithoutExtension(file) : row.Source;

    // By core and strategy: the guesses whose correlations are strongest on the mean of the traced cells.
    static IEnumerable<string> Influences(ScenarioResults results) =>
        from cell in results.Cells
        where cell.Uncertainty is not null && cell.Spec.RelevantTracers > 0
        group cell by (cell.Spec.Core.Name, cell.Strategy) into cells
        let strongest = cells.SelectMany(cell => cell.Uncertainty!.Influences)
            .GroupBy(influence => influence.Key, influence => influence.RankCorrelation)
            .OrderByDescending(influence => Math.Abs(influence.Sum())).ThenBy(influence => influence.Key, StringComparer.Ordinal)
            .Take(MostInfluences)
            .Select(influence => $"{influence.Key} (rank correlation {NumberText.Significant(influence.Sum() / cells.Count())})").ToList()
        select $"{cells.Key.Name}, {cells.Key.Strategy}: of its guesses, "
            + (strongest.Count == 0 ? "none changes a call's time" : $"a call's time depends most on {string.Join(", ", strongest)}");

    // Declared values need not be in the middle of their ranges, and the declared layout is one of many boots.
    static IEnumerable<string> OutsideBands(ScenarioResults results)
    {
        var outside = results.Cells.Where(cell => cell.Uncertainty is { } uncertainty && cell.Run is { } run
            && (run.TotalNs / run.Calls < uncertainty.PerCallNs.P5 || run.TotalNs / run.Calls > uncertainty.PerCallNs.P95)).ToList();
        if (outside.Count == 0)
            return [];
        return [$"bands: in {NumberText.Integer(outside.Count)} of {NumberText.Integer(results.Cells.Count)} cells the figure is outside its own band: it is of the declared values and "
            + "layout, which need not be in the middle of what they may be; a band is of values drawn from the whole ranges, each on the layout of another boot"];
    }

    static IEnumerable<string> WithoutBands(ScenarioResults results)
    {
        var without = results.Cells.Where(cell => results.HasBands && cell is { Run: not null, Uncertainty: null }).Select(cell => cell.Spec.Core.Name).Distinct().ToList();
        return without.Count == 0 ? [] : [$"bands: cells of {string.Join(", ", without)} have none: no draw of all guesses gives numbers, as where their ranges do not fit each other"];
    }

    static IEnumerable<string> Seeds(ScenarioResults results)
    {
        var asked = results.Cells.Where(cell => cell.Seeds is not null).ToList();
        var drawn = asked.Where(cell => cell.Seeds!.DependsOnSeed).ToList();
        if (drawn.Count > 0)
            yield return $"seeds: means over {NumberText.Integer(drawn[0].Seeds!.Seeds)} of them, with a confidence of 95 %; they say nothing about guesses";
        if (asked.Count > drawn.Count)
            yield return $"seeds: in {NumberText.Integer(asked.Count - drawn.Count)} of {NumberText.Integer(asked.Count)} cells nothing is drawn: any seed gives the same";
    }

    static IEnumerable<string> Guesses(ScenarioResults results) => results.Profiles
        .Where(profile => profile.Guesses > 0)
        .Select(profile => $"guesses: {NumberText.Integer(profile.Guesses)} of {NumberText.Integer(profile.Values.Count)} values of "
            + $"{profile.Profile} are published nowhere");

    static IEnumerable<string> Unvalidated(ScenarioResults results) => results.Cells
        .Where(cell => !cell.Validated)
        .Select(cell => cell.Strategy)
        .Distinct()
        .Select(strategy =>
            $"{CellGroup.UnvalidatedMark}: no hardware measurement of {strategy} is checked; its numbers follow from the model alone");

    // The simulated callsite is one; what about the kernel's others, at these addresses?
    static IEnumerable<string> Reached(ScenarioResults results) =>
        (from cell in results.Cells
         let reach = cell.Reach
         where reach is not null && reach.Direct < reach.Callsites
         select $"reach: of {NumberText.Integer(reach.Callsites)} callsites of {cell.Spec.Kernel.Name}, a BL reaches {cell.Strategy}'s "
             + $"trampoline from {NumberText.Integer(reach.Direct)}{Others(reach)}").Distinct();

    static string Others(Reach reach)
    {
        List<(long Callsites, string Way)> ways =
        [
            (reach.Veneer, "through their module's PLT"), (reach.Fallback, "through the common trampoline instead"), (reach.Unreachable, "cannot be traced"),
        ];
        return string.Concat(ways.Where(way => way.Callsites > 0).Select(way => $"; {NumberText.Integer(way.Callsites)} {way.Way}"));
    }

    static IEnumerable<string> Followed(ScenarioResults results)
    {
        var runs = results.Cells.Where(cell => cell.Run is not null).Select(cell => cell.Run!).ToList();
        if (runs.Any(run => run.FollowedCalls > 0))
        {
            yield return $"calls: {NumberText.Integer(runs.Sum(run => run.SimulatedCalls))} of {NumberText.Integer(runs.Sum(run => run.Calls))} executed; "
                + "the others repeat a state of the machine exactly";
        }

        var sought = results.Cells.Where(cell => cell is { Spec.SteadyState: true, Run: { FollowedCalls: 0 } }).ToList();
        if (sought.Count > 0)
        {
            yield return $"calls: in {NumberText.Integer(sought.Count)} of {NumberText.Integer(runs.Count)} cells the machine's state was never seen to repeat: "
                + $"all {NumberText.Integer(sought.Sum(cell => cell.Run!.Calls))} calls were executed";
        }
    }
}
