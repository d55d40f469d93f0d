using Sim.Core.Diagnostics;
using Sim.Core.Machine;
using Sim.Core.Probes.Measured;
using Sim.Scenarios.Measurements.Instructions;
using Sim.Tests.Machine.Pipeline;

namespace Sim.Tests.Probes;

/// <summary>The cases of a public benchmark, run on simulated cores.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class MeasuredCaseTests
{
    static readonly CoreProfile Core = TestCores.FourWide;

    static IEnumerable<string> Names => InstructionCases.All.Keys;

    [Test]
    public void Every_figure_of_the_published_file_has_a_loop_or_a_reason()
    {
        var bag = new DiagnosticBag();
        var file = InstructionMeasurements.Read("insn-bench", [], bag);

        Assert.That(bag, Is.Empty);
        var figures = file!.Cores.Values.SelectMany(core => core).ToList();
        Assert.That(figures.Where(figure => figure.Case.NotRun is null && figure.Case.LoopOf(figure.Kind) is null), Is.Empty);
        Assert.That(figures, Has.Count.EqualTo(2184));
        Assert.That(figures.Count(figure => figure.Case.NotRun is not null), Is.EqualTo(28));
    }

    [Test]
    public void Every_loop_runs()
    {
        var figures =
            from known in InstructionCases.All.Values
            where known.NotRun is null
            from kind in (FigureKind[])[FigureKind.Latency, FigureKind.PerCycle]
            where known.LoopOf(kind) is not null
            select new MeasuredFigure("", known, kind, 1);

        var found = CaseComparison.Run(Core, figures).Figures;

        Assert.That(found.Where(figure => figure.Predicted is not (> 0 and < 100)).Select(figure => figure.Figure.Case.Name), Is.Empty);
    }

    [TestCaseSource(nameof(Names))]
    public void A_case_has_a_loop_or_a_reason(string name)
    {
        var known = InstructionCases.All[name];

        Assert.That(known.NotRun is null, Is.EqualTo(known.Latency is not null || known.PerCycle is not null));
    }

    // A chain that began anew each turn would overlap with itself.
    [TestCase("ldr (ptr fwd.; imm; pre, ofs = 16)")]
    [TestCase("ldr (ptr fwd.; imm; post, ofs = 16)")]
    public void A_chain_of_write_backs_is_never_faster_than_a_cycle_a_link(string name) =>
        Assert.That(Latency(name), Is.InRange(1, 1.01));

    [Test]
    public void Chains_show_the_latencies_of_the_core()
    {
        Assert.That(Latency("mul"), Is.EqualTo(Core.BackEnd.Multiply64Latency).Within(0.1));
        Assert.That(Latency("udiv"), Is.EqualTo(Core.BackEnd.Divide64Latency).Within(0.1));
        Assert.That(Latency("ldr (imm; ofs = 0)"), Is.EqualTo(Core.Memory.PointerLatency).Within(0.1));
        Assert.That(Latency("ldrb (imm; ofs = 0)"), Is.EqualTo(Core.Memory.LoadLatency).Within(0.1));
        Assert.That(Latency("str -> ldr (ofs = 0 -> ofs = 0)"), Is.EqualTo(Core.Forwarding.Latency).Within(0.1));
    }

    [Test]
    public void Independent_copies_show_the_ports_of_the_core()
    {
        Assert.That(PerCycle("add (reg)"), Is.EqualTo(Core.BackEnd.Ports.Count(port => port.HasFlag(PortKinds.Alu))).Within(0.1));
        Assert.That(PerCycle("ldr (imm; ofs = 0)"), Is.EqualTo(Core.BackEnd.Ports.Count(port => port.HasFlag(PortKinds.Load))).Within(0.1));
    }

    [Test]
    public void A_random_branch_costs_about_half_a_misprediction()
    {
        var foreseen = Latency("cbz (pc+4; not taken) // add x 2 (chain)");
        var random = Latency("and -> cbz (pc+4; full random) // add x 2 (chain)");

        Assert.That(random - foreseen, Is.EqualTo(Core.Branches.MispredictCycles / 2.0).Within(2));
    }

    [Test]
    public void A_changed_latency_moves_its_row_and_no_other()
    {
        var slower = Core with { BackEnd = Core.BackEnd with { Multiply64Latency = Core.BackEnd.Multiply64Latency + 3 } };

        Assert.That(Latency("mul", slower), Is.EqualTo(Latency("mul") + 3).Within(0.1));
        Assert.That(Latency("udiv", slower), Is.EqualTo(Latency("udiv")));
    }

    [Test]
    public void The_ninetieth_percentile_is_an_error_that_a_figure_has()
    {
        var known = InstructionCases.All["nop"];
        List<ComparedFigure> figures =
            [.. Enumerable.Range(1, 10).Select(percent => new ComparedFigure(new("", known, FigureKind.PerCycle, 100), 100 - percent, ""))];
        figures.Add(new(new("", known, FigureKind.PerCycle, 100), null, "not run"));

        var summary = ErrorSummary.Of(figures);

        Assert.That((summary.Figures, summary.Compared), Is.EqualTo((11, 10)));
        Assert.That((summary.MedianPercent, summary.NinetiethPercent), Is.EqualTo((5.0, 9.0)));
        Assert.That(summary.Worst!.ErrorPercent, Is.EqualTo(-10));
    }

    static double Latency(string name, CoreProfile? core = null) => Figure(name, FigureKind.Latency, core);

    static double PerCycle(string name) => Figure(name, FigureKind.PerCycle, null);

    static double Figure(string name, FigureKind kind, CoreProfile? core) =>
        CaseComparison.Run(core ?? Core, [new("", InstructionCases.All[name], kind, 1)]).Figures[0].Predicted!.Value;
}
