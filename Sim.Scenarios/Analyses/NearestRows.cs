using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Measurements;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Running;

namespace Sim.Scenarios.Analyses;

/// <summary>Finds the measured times that say most about cells without measurements.</summary>
public static class NearestRows
{
    /// <summary>The nearest row for each core and strategy among <paramref name="cells"/>, in their order.</summary>
    /// <param name="cells">Results of a scenario.</param>
    /// <param name="own">Figures that the scenario names, besides those that come with Sim. Null for none.</param>
    /// <param name="runner">Predicts them; rows are without a prediction when it is cancelled.</param>
    public static IReadOnlyList<NearestMeasurement> Of(IReadOnlyList<CellResult> cells, MeasurementFile? own, Runner runner)
    {
        // Of the files that come with Sim, only those of the rows that are predicted are read with their profiles.
        var ofOwn = new Lazy<MeasurementFile?>(own);
        var files = ProfileCatalogue.BuiltIn.MeasurementFiles.ToDictionary(path => path, path => new Lazy<MeasurementFile?>(() => MeasurementFile.Read(path, new DiagnosticBag())));
        List<(Lazy<MeasurementFile?> File, Measurement Row)> all =
        [
            .. (own?.Rows ?? []).Select(row => (ofOwn, row)),
            .. files.SelectMany(file => MeasurementFile.ReadRows(file.Key).Select(row => (file.Value, row))),
        ];
        List<(Lazy<MeasurementFile?> File, Measurement Row)> measured = [.. all.Where(item => IsTime(item.Row))];
        return
        [
            .. cells.Where(cell => cell.Spec.RelevantTracers > 0)
                .GroupBy(cell => (cell.Spec.Core.Name, cell.Strategy))
                .Select(group => Nearest(group.Key.Name, group.Key.Strategy, [.. group])),
        ];

        NearestMeasurement Nearest(string core, string strategy, List<CellResult> group)
        {
            var rows = measured.Where(item => item.Row.Strategy == strategy).ToList();
            var here = rows.Where(item => item.Row.Core == core).ToList();
            var best = (here.Count > 0 ? here : rows).OrderBy(item => group.Min(cell => Distance(cell.Spec, item.Row))).ToList();
            var inside = group.Count(cell => here.Any(item => item.Row.Tracer == cell.Spec.Tracer && item.Row.OpsFlags == cell.Spec.OpsFlags) && IsInside(cell.Spec, [.. here.Select(item => item.Row)]));
            var row = best is [var nearest, ..] && nearest.File.Value is { } file ? Validator.Predict(file with { Rows = [nearest.Row] }, runner).Single() : null;
            List<Measurement> context = [.. all.Select(item => item.Row).Where(known => IsContext(known) && known.Strategy == strategy)];
            List<Measurement> ofCore = [.. context.Where(known => known.Core == core)];
            return new NearestMeasurement(core, strategy, group.Count, inside, row, ofCore.Count > 0 ? ofCore : context);
        }
    }

    // Instruction counts say nothing about time.
    static bool IsTime(Measurement row) => row is { Role: MeasurementRole.Validation, Metric: "overhead_ns", Core: not Measurement.AnyCore };

    static bool IsContext(Measurement row) => row is { Role: MeasurementRole.Context, Metric: "overhead_ns", Core: not Measurement.AnyCore };

    static double Distance(CellSpec cell, Measurement row) =>
        Math.Abs(Math.Log2((1.0 + cell.RelevantTracers) / (1 + row.RelevantTracers)))
        + Math.Abs(Math.Log2((1.0 + cell.IrrelevantTracers) / (1 + row.IrrelevantTracers)))
        + (cell.Tracer == row.Tracer ? 0 : 1) + (cell.OpsFlags == row.OpsFlags ? 0 : 1);

    // As many ops were measured, or fewer and more; in a loop that does nothing else.
    static bool IsInside(CellSpec cell, IReadOnlyList<Measurement> rows) =>
        cell.State with { StackOffset = 0 } == RunState.Warm && cell.Timeline.IsEmpty && cell.Arrivals is null
        && Between(cell.RelevantTracers, rows.Select(row => row.RelevantTracers))
        && Between(cell.IrrelevantTracers, rows.Select(row => row.IrrelevantTracers));

    static bool Between(int count, IEnumerable<int> measured) => count >= measured.Min() && count <= measured.Max();
}
