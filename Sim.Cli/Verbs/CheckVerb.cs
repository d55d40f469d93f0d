using Sim.Cli.Usage;
using Sim.Core.Kernel;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Tables;
using Sim.Scenarios.Files;

namespace Sim.Cli.Verbs;

/// <summary><c>sim check</c>: reads everything, simulates nothing.</summary>
static class CheckVerb
{
    static readonly IReadOnlyList<Column> Columns =
    [
        new("cell", "index in plan order, as in results.csv"),
        new("core", "core profile", IsText: true),
        new("kernel", "kernel build", IsText: true),
        new("strategy", "dispatch strategy that the kernel build gives", IsText: true),
        new("tracer", "tracer body", IsText: true),
        new("relevant", "tracers whose filter contains the called function"),
        new("irrelevant", "tracers whose filter contains other functions only"),
        new("flags", "flags set on every ops", IsText: true),
        new("calls", "calls of the traced function"),
    ];

    public static VerbCommand Command(CommandContext context)
    {
        var command = new VerbCommand(
            "check",
            "Is a scenario right, and which cells would it run? Reads and checks everything, simulates nothing.",
            """
            sim check my-scenario.yaml              every mistake at once, with its line
            sim check scenarios/*/*.yaml            all files of a tree
            """);
        var paths = Options.Words("SCENARIO", "Scenario files, or names from 'sim list scenarios'", least: 1);
        var overrides = RunOptions.Set();
        command.Add(paths);
        command.Add(overrides);
        command.SetAction(parsed => Run(context, parsed.GetValue(paths)!, parsed.GetValue(overrides) ?? []));
        return command;
    }

    static int Run(CommandContext context, string[] paths, string[] overrides)
    {
        if (ScenarioArguments.Read(paths, overrides, context.Error) is not { } scenarios)
            return ExitCode.BadInput;

        context.Out.Write(string.Join('\n', scenarios.Select(scenario => TextRenderer.Render(DocumentOf(scenario)))));
        return ExitCode.Done;
    }

    static Document DocumentOf(Scenario scenario) => new(
        $"{scenario.Name}: {NumberText.Integer(scenario.Cells.Count)} cells, {scenario.Hash}",
        [scenario.Question],
        [new("Cells", [new("", Columns, [.. scenario.Cells.Select(RowOf)])], scenario.Remarks)]);

    static IReadOnlyList<string> RowOf(CellSpec cell, int index)
    {
        var mechanism = cell.Mechanism;
        return
        [
            NumberText.Integer(index),
            cell.Core.Name,
            cell.Kernel.Name,
            mechanism.Validated ? mechanism.Name : $"{mechanism.Name} ({CellGroup.UnvalidatedMark})",
            cell.Tracer,
            NumberText.Integer(cell.RelevantTracers),
            NumberText.Integer(cell.IrrelevantTracers),
            OpsFlagNames.Of(cell.OpsFlags),
            NumberText.Integer(cell.Calls),
        ];
    }
}
