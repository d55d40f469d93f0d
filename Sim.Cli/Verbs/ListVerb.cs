using System.CommandLine;
using System.Globalization;
using Sim.Cli.Usage;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Runs;
using Sim.Core.Tracers;
using Sim.Reports.Cells;
using Sim.Reports.Results;
using Sim.Scenarios.Measurements;
using Sim.Scenarios.Measurements.Instructions;
using Sim.Scenarios.Profiles;

namespace Sim.Cli.Verbs;

/// <summary><c>sim list</c>: what there is, one line each.</summary>
static class ListVerb
{
    static readonly Dictionary<string, Func<IEnumerable<(string Name, string Summary)>>> Kinds = new()
    {
        ["cores"] = () => ProfileCatalogue.BuiltIn.Cores.Select(core => (core.Name, $"{core.Summary} ({Known(core.Name)})")),
        ["kernels"] = () => Entries(ProfileCatalogue.BuiltIn.Kernels),
        ["strategies"] = () => MechanismCatalogue.All.Select(mechanism => (mechanism.Name, SummaryOf(mechanism))),
        ["tracers"] = () => Tracer.All.Select(tracer => (tracer.Name, tracer.Meaning)),
        ["scenarios"] = () => Entries(ProfileCatalogue.BuiltIn.Scenarios),
        ["columns"] = () => ResultColumns.All.Select(column => (column.Name, SummaryOf(column))),
        ["metrics"] = () => Metric.All.Select(metric => (metric.Name, $"{metric.Meaning} ({metric.Unit})")),
    };

    public static VerbCommand Command(CommandContext context)
    {
        var command = new VerbCommand(
            "list",
            "What is there? One line each: the name to type, and what it means.",
            """
            sim list scenarios                      what to run, with the question that each answers
            sim list metrics                        names for budgets, charts and measurements
            sim list columns                        every column of results.csv, with its unit and when it is there
            """);
        var kind = new Argument<string>("KIND") { HelpName = string.Join('|', Kinds.Keys), Description = "What to list" };
        kind.Validators.Add(result => Options.Check(result, "kind", Kinds.Keys));
        command.Add(kind);
        command.SetAction(parsed => Run(context, parsed.GetValue(kind)!));
        return command;
    }

    static int Run(CommandContext context, string kind)
    {
        var entries = Kinds[kind]().ToList();
        var width = entries.Select(entry => entry.Name.Length).DefaultIfEmpty().Max();
        foreach (var (name, summary) in entries)
            context.Out.Write($"{name.PadRight(width)}  {summary}\n");
        return ExitCode.Done;
    }

    static IEnumerable<(string Name, string Summary)> Entries(IEnumerable<CatalogueEntry> entries) =>
        entries.Select(entry => (entry.Name, entry.Summary));

    // Whence its values are: published or measured, and guessed, both without what it inherits; and how far it is from measured figures.
    static string Known(string core)
    {
        var values = Profile.ReadCore(core, [])?.Provenance ?? [];
        var own = values.Where(value => !value.IsInherited).ToList();
        var inherited = values.Count - own.Count;
        return $"{own.Count(value => value.Guess is null)} values with a source, {own.Count(value => value.Guess is not null)} guessed"
            + (inherited > 0 ? $", {inherited} inherited" : "")
            + "; " + Errors(core);
    }

    static string Errors(string core) => CoreErrors.BuiltIn.GetValueOrDefault(core) is { } errors
        ? string.Create(
            CultureInfo.InvariantCulture, $"{errors.Compared} measured figures: median error {errors.MedianPercent:0.0} %, 90th percentile {errors.NinetiethPercent:0.0} %")
        : "no measured figures";

    static string SummaryOf(ResultColumn column) =>
        column.Meaning + (column.Unit.Length > 0 ? $" ({column.Unit})" : "") + (column.Availability.Length > 0 ? $"; {column.Availability}" : "");

    // Who measured it is what the measurement files say.
    static string SummaryOf(Mechanism mechanism)
    {
        var (tested, published) = (MeasuredStrategies.CheckedOn(mechanism.Name), MeasuredStrategies.PublishedOn(mechanism.Name));
        List<string> known =
        [
            .. mechanism.Validated ? [] : (string[])[CellGroup.UnvalidatedMark],
            .. tested.Count > 0 ? [$"checked on {string.Join(", ", tested)}"] : (string[])[],
            .. published.Count > 0 ? [$"published on {string.Join(", ", published)}"] : (string[])[],
            .. tested.Count + published.Count == 0 ? ["no measurement on any core comes with Sim"] : (string[])[],
        ];
        return $"{mechanism.Meaning} ({string.Join("; ", known)})";
    }
}
