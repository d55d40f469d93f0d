using Sim.Reports.Results;

namespace Sim.Reports.Comparing;

/// <summary>What is known of a column in a file of results. One that Sim does not know is a figure, so that it is compared.</summary>
static class KnownColumns
{
    const string Cycles = "cycles_";
    const string PerCall = "_per_call";
    const string Regions = "regions/";
    const string InRegion = "/cycles";

    static readonly Dictionary<string, ResultColumn> ByName = ResultColumns.All.ToDictionary(column => column.Name);
    static readonly Dictionary<string, ResultColumn> ByMember = ResultColumns.All.ToDictionary(column => column.Member);

    /// <summary>The column of that name in results.csv.</summary>
    public static ResultColumn Named(string name) => ByName.GetValueOrDefault(name)
        ?? (RegionOf(name) is { } region ? ResultColumns.OfRegion(region) : Other(name));

    /// <summary>The column that a cell of results.json has at that member; named as the member where results.csv has none.</summary>
    public static ResultColumn At(string member) => ByMember.GetValueOrDefault(member)
        ?? (IsBetween(member, Regions, InRegion) ? ResultColumns.OfRegion(member[Regions.Length..^InRegion.Length]) : Other(member));

    /// <summary>The region whose cycles a column has; null for another column.</summary>
    public static string? RegionOf(string name) => !ByName.ContainsKey(name) && IsBetween(name, Cycles, PerCall) ? name[Cycles.Length..^PerCall.Length] : null;

    /// <summary>True for what results.json has and results.csv has not.</summary>
    public static bool IsOnlyInJson(ResultColumn column) => column.Name.Contains('/');

    // No column but those that a sweep varies has a dot in its name. Units end names.
    static ResultColumn Other(string name) => !name.Contains('/') && name.Contains('.')
        ? new ResultColumn(name, "", "") { Role = ColumnRole.Coordinate }
        : new ResultColumn(name, name.Split('/', '_')[^1], "");

    static bool IsBetween(string name, string start, string end) =>
        name.Length > start.Length + end.Length && name.StartsWith(start, StringComparison.Ordinal) && name.EndsWith(end, StringComparison.Ordinal);
}
