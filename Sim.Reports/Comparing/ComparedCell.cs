using Sim.Core.Runs;

namespace Sim.Reports.Comparing;

/// <summary>A cell as a file of results has it.</summary>
/// <param name="Scenario">Name of its scenario.</param>
/// <param name="Coordinates">Its dimensions by name, and the values that a sweep varies by path.</param>
/// <param name="Status">As files write it.</param>
/// <param name="Figures">Its metrics by name, those that it has.</param>
/// <param name="Regions">Cycles per call by part of the code.</param>
/// <param name="Inputs">Hash of each part of the cell by name; empty where the file has none.</param>
public sealed record ComparedCell(
    string Scenario,
    IReadOnlyDictionary<string, string> Coordinates,
    string Status,
    IReadOnlyDictionary<string, double> Figures,
    IReadOnlyDictionary<string, double> Regions,
    IReadOnlyDictionary<string, string> Inputs)
{
    // How long and with which seed is no part of what was asked.
    static readonly string[] Parameters = ["calls", "seed"];

    /// <summary>Equal for the same cell of two results.</summary>
    public string Identity => $"{Situation} {string.Join(' ', Parameters.Select(name => Coordinates.GetValueOrDefault(name)))}";

    /// <summary>The same whatever the number of calls and the seed.</summary>
    public string Situation => string.Join('\0', Names.Except(Parameters).Select(name => Coordinates.GetValueOrDefault(name, "")).Prepend(Scenario).Concat(Swept));

    /// <summary>In a few words.</summary>
    public string Name => $"{Coordinates["strategy"]} ({Coordinates["kernel"]} on {Coordinates["core"]}), tracer {Coordinates["tracer"]}, "
        + $"{Coordinates["relevant_tracers"]} relevant, {Coordinates["irrelevant_tracers"]} irrelevant"
        + string.Concat(Dimension.All.Where(dimension => dimension is { HasColumn: true, Plain: not null } && Coordinates.GetValueOrDefault(dimension.Name, "") is { Length: > 0 } text && text != dimension.Plain)
            .Select(dimension => $", {Coordinates[dimension.Name]}"))
        + string.Concat(Swept.Select(value => $", {value}"));

    /// <summary>True for a column or member that a sweep varies by its path: no other has a dot in its name.</summary>
    public static bool IsSwept(string name) => name.Contains('.');

    /// <summary>Parameters that differ, in a clause; empty if none do.</summary>
    public string OtherParameters(ComparedCell now) => string.Join(", ", Parameters
        .Where(name => Coordinates.GetValueOrDefault(name) != now.Coordinates.GetValueOrDefault(name))
        .Select(name => $"{name} {Coordinates.GetValueOrDefault(name)} in the baseline, {now.Coordinates.GetValueOrDefault(name)} now"));

    IEnumerable<string> Swept => Coordinates.Where(value => IsSwept(value.Key)).OrderBy(value => value.Key, StringComparer.Ordinal)
        .Select(value => $"{value.Key} {value.Value}");

    static IReadOnlyList<string> Names { get; } = [.. Dimension.All.Where(dimension => dimension.HasColumn).Select(dimension => dimension.Name)];
}

/// <summary>A file of results, read back.</summary>
/// <param name="Path">The file.</param>
/// <param name="Model">Which model made it. Null where the file does not say.</param>
/// <param name="Cells">Its cells, in its order.</param>
/// <param name="Profiles">Values of the core and kernel files used, by profile and key, as written; empty where the file has none.</param>
public sealed record ComparedResults(
    string Path, string? Model, IReadOnlyList<ComparedCell> Cells, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Profiles);
