using Sim.Core.Probes.Measured;
using Sim.Scenarios.Measurements.Instructions;

namespace Sim.Tests.Validation;

/// <summary>Measured figures of loads from stores in flight are within a cycle or 10 %, but for those that docs/accuracy.md names.</summary>
public sealed class StoreToLoadTests
{
    static readonly InstructionMeasurements Measured = InstructionMeasurements.Read("insn-bench", [], [])!;

    static IEnumerable<string> Cores => Measured.Cores.Keys;

    [TestCaseSource(nameof(Cores))]
    public void Figures_are_within_a_cycle_or_a_tenth_but_for_those_that_are_named(string core)
    {
        var figures = Measured.Cores[core].Where(figure => figure.Section == "Scalar store-to-load");

        var off = CaseComparison.Run(Shipped.Core(core), figures).Figures.Where(IsOff).Select(figure => $"{figure.Figure.Case.Name}, {figure.Figure.Kind}");

        Assert.That(off, Is.EquivalentTo(Named(core)));
    }

    // A throughput as cycles of a store and a load. Figures have two decimals.
    static bool IsOff(ComparedFigure figure)
    {
        var found = figure.Predicted!.Value;
        var measured = Math.Clamp(found, figure.Figure.Value - 0.005, figure.Figure.Value + 0.005);
        var cycles = figure.Figure.Kind == FigureKind.Latency ? Math.Abs(found - measured) : Math.Abs((1 / found) - (1 / measured));
        return cycles > 1 && Math.Abs(found - measured) > measured / 10;
    }

    static IEnumerable<string> Named(string core) => core switch
    {
        "neoverse-n1" =>
        [
            "stp -> ldp (ofs = 0 -> ofs = 0), PerCycle", "stp -> ldp (ofs = 0 -> ofs = 0; swap), PerCycle", "stp -> ldp (ofs = 0 -> ofs = 8), PerCycle",
        ],
        "cortex-a72" => ["stp -> ldp (ofs = 0 -> ofs = 8), Latency"],
        "cortex-a53" => ["stur -> ldur (aligned -> cross-cache), Latency", "stur -> ldur (aligned -> cross-cache), PerCycle"],
        _ => [],
    };
}
