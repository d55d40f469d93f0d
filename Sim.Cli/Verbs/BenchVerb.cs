using System.Globalization;
using Sim.Cli.Usage;
using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Files;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Speed;

namespace Sim.Cli.Verbs;

/// <summary><c>sim bench</c>: how fast Sim itself is on this machine.</summary>
static class BenchVerb
{
    const int Cells = 200;
    const int Patience = 2000;

    // One of each kind.
    static readonly string[] Cores = ["apple-m1-firestorm", "cortex-a55"];

    const int LongWalk = 1000;
    const int Functions = 2000;

    public static VerbCommand Command(CommandContext context)
    {
        var command = new VerbCommand(
            "bench",
            "How fast is Sim on this machine? Simulated instructions, cells and events per second of CPU time, in some 30 seconds.",
            """
            sim bench                               compare ratios, not machines; Sim.Benchmarks/benchmarks.md has the history
            sim bench --milliseconds 5000           longer, for figures that differ less from run to run
            """);
        var milliseconds = Options.Number("--milliseconds", "N", "Stop measuring a figure when nothing was 5 % faster for N ms of CPU time; default: 2000", 1, 60_000);
        command.Add(milliseconds);
        command.SetAction(parsed => Run(context, new SpeedTest(TimeSpan.FromMilliseconds(parsed.GetValue(milliseconds) ?? Patience))));
        return command;
    }

    static int Run(CommandContext context, SpeedTest test)
    {
        Write(context, new SpeedFigure("start-up", Environment.CpuUsage.TotalTime.TotalMilliseconds, "ms"), null);
        var bag = new DiagnosticBag();
        foreach (var figure in SpeedTest.Table(Read("rutland-2023-call-ops", bag)))
            Write(context, figure, null);
        var cells = Cores
            .Select(core => Read("rutland-2023-call-ops", bag, $"core={core}"))
            .Select(scenario => scenario.Specs.First(cell => cell is { RelevantTracers: 100, IrrelevantTracers: 0 }))
            .ToList();
        var floor = test.Floor(cells[0]);
        Write(context, floor, null);
        foreach (var figure in cells.SelectMany(test.ListWalk))
            Write(context, figure, floor.Amount / figure.Amount);
        foreach (var cell in cells)
            Write(context, test.LongWalk(cell, LongWalk), null);
        var population = Read("tracing-everything", bag).Cells[^1].Spec;
        foreach (var cell in cells)
            Write(context, test.Population(population with { Core = cell.Core }, Functions), null);
        Write(context, test.Queue(), null);
        foreach (var figure in SpeedTest.Cells(Read("ten-thousand-cells", bag), Cells))
            Write(context, figure, null);
        Write(context, SpeedTest.Attach(new AttachSpec { Core = cells[0].Core, Kernel = population.Kernel, Tracer = "ring_buffer", Functions = 1, Ops = 1 }), null);
        return ExitCode.Done;
    }

    static Scenario Read(string name, DiagnosticBag bag, params string[] overrides)
    {
        var path = ProfileCatalogue.BuiltIn.Scenarios.First(scenario => scenario.Name == name).Path;
        return ScenarioFile.Read(path, overrides, bag) ?? throw new SimBug(string.Join('\n', bag));
    }

    static void Write(CommandContext context, SpeedFigure figure, double? timesFloor)
    {
        var ratio = timesFloor is { } times ? string.Create(CultureInfo.InvariantCulture, $"   {times:F1} x the time of execution without timing") : "";
        context.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{figure.What,-46}{figure.Amount,8:F1} {figure.Unit}{ratio}\n"));
    }
}
