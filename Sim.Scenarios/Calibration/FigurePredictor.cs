using Sim.Core.Machine;
using Sim.Core.Probes.Measured;
using Sim.Scenarios.Measurements.Instructions;
using Sim.Scenarios.Running;

namespace Sim.Scenarios.Calibration;

/// <summary>Predicts figures of instructions that are marked calibration with one core after another.</summary>
sealed class FigurePredictor
{
    readonly Runner _runner;

    /// <param name="core">Name of the core: its figures count, or those of the only core in the files.</param>
    /// <param name="files">What was measured.</param>
    /// <param name="runner">How many cases run at a time; a prediction ends by an exception when it is cancelled.</param>
    public FigurePredictor(string core, IReadOnlyList<InstructionMeasurements> files, Runner runner)
    {
        _runner = runner;
        List<(string Source, string Core, MeasuredFigure Figure)> usable =
        [
            .. from file in files
               from rows in file.Cores
               from figure in rows.Value
               where figure is { IsCalibration: true, Case.NotRun: null } && figure.Case.LoopOf(figure.Kind) is not null
               select (Path.GetFileNameWithoutExtension(file.Path), rows.Key, figure),
        ];
        var cores = usable.Select(figure => figure.Core).Distinct().ToList();
        var wanted = cores.Contains(core) || cores.Count != 1 ? core : cores[0];
        Figures = [.. usable.Where(figure => figure.Core == wanted)];
    }

    /// <summary>The figures, each with the name of its file and its core.</summary>
    public IReadOnlyList<(string Source, string Core, MeasuredFigure Figure)> Figures { get; }

    /// <summary>What <paramref name="candidate"/> shows, in the order of <see cref="Figures"/>.</summary>
    public IReadOnlyList<double> Predict(CoreProfile candidate)
    {
        List<double> found =
        [
            .. Figures.AsParallel().AsOrdered().WithDegreeOfParallelism(_runner.Jobs)
                .Select(figure => _runner.IsCancelled ? 0 : CaseComparison.Run(candidate, [figure.Figure]).Figures[0].Predicted!.Value),
        ];
        _runner.ThrowIfCancelled();
        return found;
    }
}
