using Sim.Core.Kernel;
using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Gates;

/// <summary>A validation as a gate: each row that is checked.</summary>
public static class ValidationGate
{
    /// <summary>A gate for each source of the rows, in their order.</summary>
    public static IReadOnlyList<Gate> Of(IReadOnlyList<ValidationRow> rows)
    {
        var gates = rows.Where(row => row.Measurement.Role == MeasurementRole.Validation)
            .GroupBy(row => row.Measurement.Source)
            .Select(source => new Gate(source.Key, [.. source.Select(CaseOf)])).ToList();
        return gates.Count > 0 ? gates : [new("validate", [new("validation rows", GateState.Skipped, "no row is for validation: nothing was checked", [])])];
    }

    static GateCase CaseOf(ValidationRow row) => row.Fails
        ? new(NameOf(row.Measurement), GateState.Failed, $"{NameOf(row.Measurement)}: {Problem(row)}", [], row.Measurement.At)
        : GateCase.Passed(NameOf(row.Measurement), row.Measurement.At);

    static string Problem(ValidationRow row) => row.Predicted is null
        ? $"no prediction: {row.Reason}"
        : $"predicted {NumberText.Significant(row.Predicted)}, measured {NumberText.Significant(row.Measurement.Value)}, error {NumberText.SignedPercent(row.ErrorPercent)} % "
            + $"is outside {NumberText.Decimal(row.Measurement.TolerancePercent ?? 0)} %";

    static string NameOf(Measurement row) => FormattableString.Invariant(
        $"{row.Metric} of {row.Strategy} ({row.Kernel} on {row.Core}), tracer {row.Tracer}, {row.RelevantTracers} relevant, {row.IrrelevantTracers} irrelevant")
        + (row.OpsFlags == Core.Kernel.OpsFlags.None ? "" : $", flags {OpsFlagNames.Of(row.OpsFlags)}");
}
