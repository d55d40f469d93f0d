using Sim.Core.Machine;
using Sim.Core.Probes.Measured;
using Sim.Scenarios.Calibration;
using Sim.Scenarios.Measurements.Instructions;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Running;
using Sim.Tests.Scenarios;

namespace Sim.Tests.Validation.Calibration;

/// <summary>Latencies and throughputs that a core with known values shows, with errors of measurement, give the values back.</summary>
public sealed class InstructionRecoveryTests
{
    const double Noise = 0.01;

    static readonly (string Case, FigureKind Kind)[] Cases =
    [
        ("mul", FigureKind.Latency), ("mul", FigureKind.PerCycle), ("madd", FigureKind.Latency), ("add (reg)", FigureKind.Latency),
        ("str -> ldr (ofs = 0 -> ofs = 0)", FigureKind.Latency), ("str -> ldr (ofs = 0 -> ofs = 0)", FigureKind.PerCycle),
        ("blr-ret", FigureKind.PerCycle), ("bl-ret", FigureKind.PerCycle),
    ];

    [Test]
    public void Values_come_back_from_figures_of_instructions([Values(1, 2, 3)] int seed)
    {
        using var folder = new TemporaryFolder();
        var core = Core(folder);
        (string Key, int Value)[] truth = [("branches.indirect_call_bubble", 2), ("back_end.multiply_64", 6), ("forwarding.latency", 8)];

        var found = Calibrator.Fit(core, [.. truth.Select(value => value.Key)], [], [Made(core, truth, seed)], 0, new Runner(2), [])!;

        Assert.That(found.Parameters.Select(parameter => (parameter.Key, parameter.Value)), Is.EqualTo(truth));
        Assert.That(found.Parameters.All(parameter => parameter.IsSeen));
        Assert.That(found.Rows, Is.Empty);
        Assert.That(found.Instructions, Has.Count.EqualTo(Cases.Length));
        Assert.That(found.Instructions.Max(figure => Math.Abs(figure.ErrorPercent(figure.After))), Is.LessThan(5));
        Assert.That(found.Instructions.Max(figure => Math.Abs(figure.ErrorPercent(figure.Before))), Is.GreaterThan(20));
    }

    [Test]
    public void A_fit_does_not_depend_on_how_many_cases_run_at_a_time()
    {
        using var folder = new TemporaryFolder();
        var core = Core(folder);
        var file = Made(core, [("forwarding.latency", 8)], 1);

        var (one, two) = (Calibrator.Fit(core, ["forwarding.latency"], [], [file], 7, new Runner(1), [])!, Calibrator.Fit(core, ["forwarding.latency"], [], [file], 7, new Runner(3), [])!);

        Assert.That(two.Parameters, Is.EqualTo(one.Parameters));
        Assert.That(two.Instructions, Is.EqualTo(one.Instructions));
    }

    static Profile<CoreProfile> Core(TemporaryFolder folder) => Profile.ReadCore(
        folder.Write("mine.yaml",
            """
            # A board of my own
            schema: sim/core/1
            name: mine
            inherits: cortex-a57
            branches:
              indirect_call_bubble: { value: 5, guess: "not measured", range: [0, 8], free: true }
            back_end:
              multiply_64: { value: 4, guess: "not measured", range: [2, 9], free: true }
            forwarding:
              latency: { value: 5, guess: "not measured", range: [3, 12], free: true }
              fail_latency: { value: 12, guess: "not measured", range: [8, 25] }
              release_latency: { value: 12, guess: "not measured", range: [8, 40] }
            """),
        [])!;

    static InstructionMeasurements Made(Profile<CoreProfile> core, (string Key, int Value)[] truth, int seed)
    {
        var noise = new Random(seed);
        var real = core.Vary(truth.ToDictionary(value => value.Key, value => (double)value.Value))!;
        IReadOnlyList<MeasuredFigure> figures =
        [
            .. from figure in CaseComparison.Run(real, Cases.Select(of => new MeasuredFigure("made", InstructionCases.All[of.Case], of.Kind, 1, IsCalibration: true))).Figures
               select figure.Figure with { Value = figure.Predicted!.Value * (1 + (Noise * ((2 * noise.NextDouble()) - 1))) },
        ];
        return new("made.csv", new Dictionary<string, IReadOnlyList<MeasuredFigure>> { [real.Name] = figures });
    }
}
