using Sim.Cli.Output;
using Sim.Cli.Usage;
using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Tables;
using Sim.Scenarios.Checks;
using Sim.Scenarios.Files;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Reading;

namespace Sim.Cli.Verbs;

/// <summary><c>sim check</c>: reads everything, simulates nothing.</summary>
static class CheckVerb
{
    public static VerbCommand Command(CommandContext context)
    {
        var command = new VerbCommand(
            "check",
            "Is a scenario right, and which cells would it run? Is a core or kernel file right? Reads and checks everything, simulates nothing.",
            """
            sim check my-scenario.yaml              every mistake at once, with its line
            sim check scenarios/*/*.yaml            all files of a tree
            sim check my-core.yaml                  a core or kernel file by itself
            """);
        var paths = Options.Words("SCENARIO", "Scenario files, names from 'sim list scenarios', core or kernel files; - is stdin", least: 1);
        var overrides = RunOptions.Set();
        command.Add(paths);
        command.Add(overrides);
        command.SetAction(parsed => Run(context, parsed.GetValue(paths)!, parsed.GetValue(overrides) ?? []));
        return command;
    }

    static int Run(CommandContext context, string[] paths, string[] overrides)
    {
        // --set names what a scenario has.
        var profiles = overrides.Length > 0 ? [] : paths.Where(path => Profile.KindOf(path) is not null).ToList();
        var bag = new DiagnosticBag();
        var lines = profiles.Select(path => ProfileLine(path, bag)).ToList();
        context.Show(bag);
        if (ScenarioArguments.Read([.. paths.Except(profiles)], overrides, context) is not { } scenarios || bag.HasErrors)
            return ExitCode.BadInput;

        foreach (var line in lines)
            context.Out.WriteLine(line);
        context.Out.Write(string.Join('\n', scenarios.Select(scenario => TextRenderer.Render(DocumentOf(scenario)))));
        return ExitCode.Done;
    }

    static string ProfileLine(string path, DiagnosticBag bag) => Profile.KindOf(path) == "core"
        ? ProfileLine("core", Profile.ReadCore(AsPath(path), bag), core => core.Name)
        : ProfileLine("kernel build", Profile.ReadKernel(AsPath(path), bag), kernel => kernel.Name);

    static string ProfileLine<T>(string kind, Profile<T>? profile, Func<T, string> name) => profile is null ? "" : string.Join('\n', profile.Remarks.Prepend(
        FormattableString.Invariant($"{name(profile.Value)}: a {kind} of {profile.Provenance.Count} values, {profile.Provenance.Count(value => value.Guess is not null)} of them guesses")));

    // Without a folder a file would be taken for the name of a built-in one.
    static string AsPath(string path) => StandardInput.Is(path) || path.Contains('/', StringComparison.Ordinal) ? path : $"./{path}";

    static Document DocumentOf(Scenario scenario) => new(
        $"{scenario.Name}: {NumberText.Counted(scenario.Cells.Count, "cell")}, {scenario.Hash}",
        [scenario.Question],
        [
            new("Cells", [TableOf(scenario.Cells)], scenario.Remarks),
            .. scenario.Rules.Count == 0 ? (Section[])[] : [new("Budgets and expectations", [TableOf(scenario.Rules)], [])],
        ]);

    static Table TableOf(IReadOnlyList<Rule> rules) => Table.Of(
        "",
        [
            new("line", "of the scenario file", rule => NumberText.Integer(rule.At.Line)),
            new("rule", "what must hold", rule => rule.Text, IsText: true),
            new("compares", "figures, groups or pairs that it compares", rule => NumberText.Integer(rule.Comparisons)),
        ],
        rules);

    // What goes without saying in all cells is left out.
    static Table TableOf(IReadOnlyList<Cell> cells)
    {
        List<Dimension> shown = [.. Dimension.All.Where(dimension => dimension != Seed && cells.Any(cell => dimension.Text(cell) != dimension.Plain))];
        var swept = SweptColumns.Of(cells);
        return Table.Of(
            "",
            [
                new("cell", "index in plan order, as in results.csv", cell => NumberText.Integer(cell.Index)),
                .. shown.Select(dimension => new Column<Cell>(dimension.ShortName, dimension.Meaning, cell => TextOf(cell, dimension), IsText: dimension.Number is null)),
                .. swept.Each.Select(column => new Column<Cell>(column.Title, SweptColumns.Meaning, column.Text)),
            ],
            cells);
    }

    static string TextOf(Cell cell, Dimension dimension) =>
        dimension.Number is { } number ? NumberText.Integer(number(cell))
        : dimension == Dimension.Strategy && !cell.Validated ? $"{cell.Strategy} ({CellGroup.UnvalidatedMark})"
        : dimension.Text(cell);

    static readonly Dimension Seed = Dimension.Find("seed")!;
}
