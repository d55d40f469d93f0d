using Sim.Core.Diagnostics;
using Sim.Core.Machine;
using Sim.Core.Probes.Measured;
using Sim.Core.Runs;
using Sim.Scenarios.Measurements;
using Sim.Scenarios.Measurements.Instructions;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Reading;
using Sim.Scenarios.Running;

namespace Sim.Scenarios.Calibration;

/// <summary>Fits the parameters that a core declares as free to measured figures.</summary>
public static class Calibrator
{
    /// <summary>The fit; null with diagnostics if there is nothing to fit, or less than there are parameters.</summary>
    /// <param name="core">The core, with its free parameters.</param>
    /// <param name="keys">Which of them to fit; all if empty.</param>
    /// <param name="files">What was measured of traced calls: its calibration rows of this core, or of the only core that it has.</param>
    /// <param name="instructions">What was measured of instructions: the same.</param>
    /// <param name="seed">Seed of the search.</param>
    /// <param name="runner">Runs the cells; the fit ends by an exception when it is cancelled.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public static CalibrationResult? Fit(
        Profile<CoreProfile> core,
        IReadOnlyList<string> keys,
        IReadOnlyList<MeasurementFile> files,
        IReadOnlyList<InstructionMeasurements> instructions,
        long seed,
        Runner runner,
        DiagnosticBag bag)
    {
        if (ParametersOf(core, keys, bag) is not { } parameters)
            return null;
        var predictor = new Predictor(core.Value.Name, files, runner);
        var figures = new FigurePredictor(core.Value.Name, instructions, runner);
        var declared = predictor.Predict(core.Value);
        if (!Enough(core.Value.Name, declared.Count + figures.Figures.Count, parameters, files, instructions, bag))
            return null;

        // Errors of the traced calls come first, then those of the instructions.
        var declaredFigures = figures.Predict(core.Value);
        var search = new Search(parameters, values =>
            core.Vary(Replaced(parameters, values)) is { } varied && predictor.Predict(varied) is var rows && rows.Count == declared.Count
                ? [.. rows.Select(row => row.ErrorPercent!.Value / 100), .. figures.Predict(varied).Zip(figures.Figures, (found, of) => (found / of.Figure.Value) - 1)]
                : null);
        var fit = search.Best(seed);
        var (sure, alike) = Identifiability.Of(parameters, fit, search);
        var count = declared.Count + declaredFigures.Count;
        List<Candidate?> leftOut = [.. Enumerable.Range(0, count).Select(figure => count > 1 ? search.Without(figure) : null)];
        return new CalibrationResult(
            core.Value.Name,
            [.. parameters.Select((parameter, i) => new FittedParameter(
                parameter.Key, parameter.Declared, parameter.Low, parameter.High, fit.Values[i], sure[i]))],
            [.. declared.Select((row, figure) => new FittedRow(
                row.Measurement, row.Predicted!.Value, Predicted(row.Measurement.Value, fit, figure)!.Value, Predicted(row.Measurement.Value, leftOut[figure], figure)))],
            [.. figures.Figures.Zip(declaredFigures).Select((pair, index) => Fitted(pair.First, pair.Second, fit, leftOut, declared.Count + index))],
            alike,
            search.Tried,
            seed);
    }

    static FittedFigure Fitted((string Source, string Core, MeasuredFigure Figure) of, double declared, Candidate fit, List<Candidate?> leftOut, int figure) => new(
        of.Source, of.Core, of.Figure.Case.Name, of.Figure.Kind == FigureKind.Latency, of.Figure.Value, declared, Predicted(of.Figure.Value, fit, figure)!.Value, Predicted(of.Figure.Value, leftOut[figure], figure));

    static double? Predicted(double measured, Candidate? candidate, int figure) =>
        candidate?.Errors is { } errors ? measured * (1 + errors[figure]) : null;

    static Dictionary<string, double> Replaced(IReadOnlyList<FreeParameter> parameters, int[] values) =>
        parameters.Zip(values).ToDictionary(pair => pair.First.Key, pair => (double)pair.Second);

    static IReadOnlyList<FreeParameter>? ParametersOf(Profile<CoreProfile> core, IReadOnlyList<string> keys, DiagnosticBag bag)
    {
        var free = FreeParameter.Of(core);
        var before = bag.Count;
        foreach (var key in keys.Where(key => !free.Any(parameter => parameter.Key == key)))
        {
            bag.Add(Code.NotFittable, $"core '{core.Value.Name}' does not declare {Quoted.Text(key)} as free", new SourceSpan("--fit"),
                free.Count == 0 ? null : NearestName.Hint(key, free.Select(parameter => parameter.Key)));
        }

        if (free.Count == 0 && bag.Count == before)
        {
            bag.Add(Code.NothingToFit, $"core '{core.Value.Name}' declares no value as free", new SourceSpan("--core"),
                "Write { value: 10, guess: why, range: [8, 40], free: true } in a core file of your own.");
        }

        return bag.Count > before ? null : [.. free.Where(parameter => keys.Count == 0 || keys.Contains(parameter.Key))];
    }

    static bool Enough(
        string core,
        int rows,
        IReadOnlyList<FreeParameter> parameters,
        IReadOnlyList<MeasurementFile> files,
        IReadOnlyList<InstructionMeasurements> instructions,
        DiagnosticBag bag)
    {
        var at = new SourceSpan(files.Select(file => file.Path).Concat(instructions.Select(file => file.Path)).First());
        if (rows == 0)
        {
            var others = files.SelectMany(file => file.Rows).Select(row => $"{row.Core} ({row.Role.ToString().ToLowerInvariant()})")
                .Concat(instructions.SelectMany(file => file.Cores).SelectMany(rows => rows.Value.Select(row => $"{rows.Key} ({(row.IsCalibration ? "calibration" : "validation")}{NotRun(row)})")))
                .Distinct();
            bag.Add(Code.NothingToFit, $"no row marked calibration is of core '{core}' and can be predicted", at, $"There are rows of: {string.Join(", ", others)}.");
            return false;
        }

        if (rows >= parameters.Count)
            return true;
        bag.Add(Code.TooFewRows, FormattableString.Invariant($"{parameters.Count} parameters cannot be fitted to {rows} rows"), at,
            $"Name fewer with --fit: {string.Join(", ", parameters.Select(parameter => parameter.Key))}.");
        return false;
    }

    static string NotRun(MeasuredFigure figure) =>
        figure.Case.WhyNotRun(figure.Kind) is { } reason ? $", {Quoted.Text(figure.Case.Name)}: {reason}" : "";
}
