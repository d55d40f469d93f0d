using CsvHelper;
using Sim.Core.Runs;

namespace Sim.Reports.Results;

/// <summary>Measured figures beside their predictions: the columns of a measurement file, and what Sim says to each row.</summary>
public static class ValidationCsv
{
    /// <summary>The whole file, with its heading; rows in the given order.</summary>
    public static string Write(IReadOnlyList<ValidationRow> rows) => CsvText.Write(csv =>
    {
        csv.WriteHeader([.. MeasurementCsv.Columns, "predicted", "error_percent", "within_tolerance", "reason"]);
        foreach (var row in rows)
            WriteRow(csv, row);
    });

    static void WriteRow(CsvWriter csv, ValidationRow row)
    {
        MeasurementCsv.WriteFields(csv, row.Measurement);
        csv.WriteNumber(row.Predicted);
        csv.WriteNumber(row.ErrorPercent);
        csv.WriteField(IsWithin(row) switch { true => "true", false => "false", null => "" });
        csv.WriteField(row.Reason ?? "");
        csv.EndRecord();
    }

    // A fitted or contextual row may say how far off it is, but only if it has a tolerance.
    static bool? IsWithin(ValidationRow row) =>
        row.Measurement.Role == MeasurementRole.Validation
            ? !row.Fails
            : row.ErrorPercent is { } error && row.Measurement.TolerancePercent is { } tolerance ? Math.Abs(error) <= tolerance : null;
}
