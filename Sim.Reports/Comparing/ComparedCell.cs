using Sim.Core.Runs;

namespace Sim.Reports.Comparing;

/// <summary>A cell as a file of results has it.</summary>
/// <param name="columns">The file's columns.</param>
/// <param name="values">The cell's values, each at its column's place; as many as the file had columns when it was read.</param>
public sealed class ComparedCell(ColumnSet columns, IReadOnlyList<Figure> values)
{
    static readonly Dictionary<string, string> Plain = Dimension.All.Where(dimension => dimension.Plain is not null).ToDictionary(dimension => dimension.Name, dimension => dimension.Plain!);

    /// <summary>The value of that column; none where the cell or the file has none.</summary>
    public Figure this[string column] => columns.PlaceOf(column) is { } place && place < values.Count ? values[place] : Figure.None;

    /// <summary>Words of a column that is no figure; where the file has none, what goes without saying.</summary>
    public string Text(string column) => this[column] is { IsNone: false } value ? value.ToString() : Plain.GetValueOrDefault(column, "");

    /// <summary>Name of its scenario.</summary>
    public string Scenario => Text("scenario");

    /// <summary>Hash of each part of the cell by name; empty where the file has none.</summary>
    public IReadOnlyDictionary<string, string> Inputs => Text("inputs").Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1]);

    /// <summary>Cycles per call by part of the code.</summary>
    public IReadOnlyDictionary<string, double> Regions => (from column in columns.All
                                                           let region = KnownColumns.RegionOf(column.Name)
                                                           where region is not null && this[column.Name].Number is not null
                                                           select (region, this[column.Name].Number!.Value)).ToDictionary(item => item.region, item => item.Value);

    /// <summary>In a few words.</summary>
    public override string ToString() => $"{Text("strategy")} ({Text("kernel")} on {Text("core")}), tracer {Text("tracer")}, "
        + $"{Text("relevant_tracers")} relevant, {Text("irrelevant_tracers")} irrelevant"
        + string.Concat(Plain.Where(dimension => Text(dimension.Key) != dimension.Value).Select(dimension => $", {Text(dimension.Key)}"))
        + string.Concat(columns.All.Where(column => column.Name.Contains('.') && this[column.Name] is { IsNone: false }).OrderBy(column => column.Name, StringComparer.Ordinal)
            .Where(column => column.Role == Results.ColumnRole.Coordinate).Select(column => $", {column.Name} {Text(column.Name)}"));
}
