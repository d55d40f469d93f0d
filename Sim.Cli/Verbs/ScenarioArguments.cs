using Sim.Cli.Output;
using Sim.Core.Diagnostics;
using Sim.Scenarios.Files;

namespace Sim.Cli.Verbs;

/// <summary>The scenarios that a command line names.</summary>
static class ScenarioArguments
{
    /// <summary>All of them, or null after showing every mistake of every file.</summary>
    public static IReadOnlyList<Scenario>? Read(IReadOnlyList<string> paths, IReadOnlyList<string> overrides, CommandContext context)
    {
        var bag = new DiagnosticBag();
        var scenarios = paths.Select(path => ScenarioFile.Read(path, overrides, bag)).OfType<Scenario>().ToList();
        foreach (var scenario in scenarios)
            ChartKeys.Check(scenario, overrides.Count > 0, bag);
        foreach (var twice in scenarios.GroupBy(scenario => scenario.Name).Where(group => group.Count() > 1))
        {
            bag.Add("SIM160", $"the scenario '{twice.Key}' is given {twice.Count()} times; its results would overwrite each other",
                new SourceSpan(twice.Last().File));
        }

        // A mistake in a --set or in a profile shows up once for each scenario that it spoils.
        context.Show(bag);
        return bag.HasErrors ? null : scenarios;
    }
}
