using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Analyses;
using Sim.Scenarios.Measurements;
using Sim.Scenarios.Running;

namespace Sim.Scenarios.Calibration;

/// <summary>Predicts the rows marked calibration with one core after another.</summary>
sealed class Predictor
{
    readonly List<MeasurementFile> _files;
    readonly Runner _runner;

    /// <param name="core">Name of the core: its rows count, or those of the only core in the files.</param>
    /// <param name="files">What was measured.</param>
    /// <param name="runner">Runs the cells; a prediction ends by an exception when it is cancelled.</param>
    public Predictor(string core, IReadOnlyList<MeasurementFile> files, Runner runner)
    {
        _runner = runner;
        var usable = files.Select(file => file with { Rows = [.. file.Rows.Where(row => IsUsable(row, file))] }).ToList();
        var cores = usable.SelectMany(file => file.Rows.Select(row => file.Cores[row.Core].Name)).Distinct().ToList();
        var wanted = cores.Contains(core) || cores.Count != 1 ? core : cores[0];
        _files = [.. usable.Select(file => file with { Rows = [.. file.Rows.Where(row => file.Cores[row.Core].Name == wanted)] })];
    }

    /// <summary>The rows with their predictions by <paramref name="candidate"/>; those that cannot be predicted are left out.</summary>
    public List<ValidationRow> Predict(CoreProfile candidate)
    {
        List<ValidationRow> rows =
        [
            .. _files.SelectMany(file => Validator.Predict(
                file with { Cores = file.Rows.Select(row => row.Core).Distinct().ToDictionary(name => name, _ => candidate) }, _runner)),
        ];
        _runner.ThrowIfCancelled();
        return [.. rows.Where(row => row.ErrorPercent is not null)];
    }

    // A figure that no core changes says nothing about one; an error relative to 0 is none.
    static bool IsUsable(Measurement row, MeasurementFile file) =>
        row.Role == MeasurementRole.Calibration && row.Core != Measurement.AnyCore && row.Value != 0 && file.Cores.ContainsKey(row.Core);
}
