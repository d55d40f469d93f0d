using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Build.Rules;
using Sim.Core.Kernel.Ops;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Runs;
using Sim.Scenarios.Measurements;
using Sim.Scenarios.Running;

namespace Sim.Scenarios.Analyses;

/// <summary>Predicts measured figures.</summary>
public static class Validator
{
    /// <summary>Every row of <paramref name="file"/> beside its prediction, in file order; rows of one situation share a run.</summary>
    /// <param name="file">What was measured.</param>
    /// <param name="runner">Runs the cells; rows that are not done when it is cancelled have no prediction.</param>
    public static IReadOnlyList<ValidationRow> Predict(MeasurementFile file, Runner runner)
    {
        var planned = file.Rows.Select(row => (Row: row, Plan: PlanOf(row, file))).ToList();
        var specs = planned.Select(item => item.Plan.Spec).OfType<CellSpec>().Distinct().ToList();
        var results = runner.Run(file.Path, specs).ToDictionary(cell => cell.Spec);

        return [.. planned.Select(item => item.Plan.Spec is { } spec
            ? Predicted(item.Row, results.GetValueOrDefault(spec))
            : new ValidationRow(item.Row, null, item.Plan.Reason))];
    }

    static ValidationRow Predicted(Measurement row, CellResult? cell) => cell switch
    {
        null => new ValidationRow(row, null, "interrupted"),
        { Status: CellStatus.Ok } when Metric.Find(row.Metric)!.Of(cell) is { } value => new ValidationRow(row, value, null),
        { Status: CellStatus.Ok } => new ValidationRow(row, null, $"a closed load has no {row.Metric}"),
        _ => new ValidationRow(row, null, cell.Reason),
    };

    static (CellSpec? Spec, string? Reason) PlanOf(Measurement row, MeasurementFile file)
    {
        if (Metric.Find(row.Metric) is null)
            return (null, $"Sim does not predict {row.Metric}");
        if (!file.Cores.TryGetValue(row.Core, out var core))
            return (null, $"no core {row.Core}");
        if (!file.Kernels.TryGetValue(row.Kernel, out var kernel))
            return (null, $"no kernel {row.Kernel}");
        if (!Core.Tracers.Tracer.All.Any(tracer => tracer.Name == row.Tracer))
            return (null, $"no tracer {row.Tracer}");
        var (mechanism, reason) = MechanismCatalogue.Of(ConfigResolver.Resolve(kernel));
        var attachment = MechanismCatalogue.Find(row.Strategy) is { Attachments: [var usual, ..] } ? usual : null;
        if (mechanism.Name != row.Strategy && attachment is null)
            return (null, $"{row.Kernel} has {mechanism.Name}, not {row.Strategy}: {reason}");

        var spec = new CellSpec
        {
            Core = core,
            Kernel = kernel,
            Tracer = row.Tracer,
            RelevantTracers = row.RelevantTracers,
            IrrelevantTracers = row.IrrelevantTracers,
            OpsFlags = row.OpsFlags,
            Calls = row.Calls,
            Setup = TracerSetup.Plain with { Attachment = attachment ?? Attachment.Ops },
        };
        return (spec, null);
    }
}
