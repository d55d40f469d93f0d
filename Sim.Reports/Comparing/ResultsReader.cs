using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Sim.Core.Runs;

namespace Sim.Reports.Comparing;

/// <summary>Reads results.json, results.csv, or the directory that has them.</summary>
public static class ResultsReader
{
    const string PerCall = "_per_call";
    const string Cycles = "cycles_";

    static readonly IReadOnlyList<Dimension> Columns = [.. Dimension.All.Where(dimension => dimension.HasColumn)];

    /// <summary>The results at <paramref name="path"/>.</summary>
    /// <exception cref="ComparisonException">There are none.</exception>
    public static ComparedResults Read(string path)
    {
        try
        {
            var file = Directory.Exists(path) ? InDirectory(path) : path;
            if (file.EndsWith(".db", StringComparison.OrdinalIgnoreCase))
                throw new ComparisonException($"{file} is the store of a run: give results.json, results.csv or the directory");
            var results = file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? Csv(file) : Json(file);
            return results.Cells.Count > 0 ? results : throw new ComparisonException($"{file} has no cells");
        }
        catch (JsonException exception)
        {
            throw new ComparisonException($"{path} has no results: it is neither the results.json nor the results.csv of a run", exception);
        }
        catch (Exception exception) when (exception is not ComparisonException)
        {
            throw new ComparisonException($"{path} has no results: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    static string InDirectory(string path)
    {
        var json = Path.Combine(path, "results.json");
        return File.Exists(json) ? json : Path.Combine(path, "results.csv");
    }

    static ComparedResults Json(string path)
    {
        using var text = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = text.RootElement;
        if (!root.TryGetProperty("cells", out var cells) || cells.ValueKind != JsonValueKind.Array)
            throw new ComparisonException($"{path} has no results: there is no member 'cells'");
        var scenario = Text(root, "scenario");
        List<ComparedCell> read = [.. cells.EnumerateArray().Select(cell => Cell(cell, scenario))];
        return new(path, ModelOf(read), read, Profiles(root));
    }

    static ComparedCell Cell(JsonElement cell, string scenario)
    {
        var calls = cell.GetProperty("calls").GetDouble();
        return new(
            scenario,
            Columns.Select(dimension => dimension.Name).Concat(cell.EnumerateObject().Select(member => member.Name).Where(ComparedCell.IsSwept))
                .ToDictionary(name => name, name => Text(cell, name)),
            Text(cell, "status"),
            cell.TryGetProperty("metrics", out var metrics)
                ? metrics.EnumerateObject().Where(metric => metric.Value.ValueKind == JsonValueKind.Number).ToDictionary(metric => metric.Name, metric => metric.Value.GetDouble())
                : [],
            cell.TryGetProperty("regions", out var regions)
                ? regions.EnumerateArray().ToDictionary(region => Text(region, "region"), region => region.GetProperty("cycles").GetDouble() / calls)
                : [],
            Inputs(Text(cell, "inputs")));
    }

    static ComparedResults Csv(string path)
    {
        using var csv = CsvReader.FromText(File.ReadAllText(path));
        csv.ReadHeader();
        var header = File.ReadLines(path).First().Split(',');
        string[] needed = ["scenario", "status", .. Columns.Where(dimension => dimension.Plain is null).Select(dimension => dimension.Name)];
        if (needed.Except(header).ToList() is { Count: > 0 } missing)
            throw new ComparisonException($"{path} has no results: there is no column {string.Join(", ", missing)}");
        string[] metrics = [.. Metric.All.Select(metric => metric.Name).Intersect(header)];
        string[] regions = [.. header.Where(name => name.StartsWith(Cycles, StringComparison.Ordinal) && name.EndsWith(PerCall, StringComparison.Ordinal)).Except(metrics)];
        List<string> coordinates = [.. Columns.Select(dimension => dimension.Name).Intersect(header), .. header.Except(regions).Where(ComparedCell.IsSwept)];
        List<ComparedCell> cells = [];
        while (csv.Read())
        {
            cells.Add(new(
                csv.GetString("scenario")!,
                coordinates.ToDictionary(name => name, name => csv.GetString(name) ?? ""),
                csv.GetString("status")!,
                Numbers(csv, metrics, name => name),
                Numbers(csv, regions, name => name[Cycles.Length..^PerCall.Length]),
                Inputs(header.Contains("inputs") ? csv.GetString("inputs") ?? "" : "")));
        }

        return new(path, ModelOf(cells), cells, new Dictionary<string, IReadOnlyDictionary<string, string>>());
    }

    static Dictionary<string, IReadOnlyDictionary<string, string>> Profiles(JsonElement root) => !root.TryGetProperty("profiles", out var profiles) ? [] :
        profiles.EnumerateArray().ToDictionary(
            profile => Text(profile, "profile"),
            IReadOnlyDictionary<string, string> (profile) => profile.GetProperty("values").EnumerateArray().ToDictionary(value => Text(value, "key"), value => Text(value, "value")));

    static string? ModelOf(List<ComparedCell> cells) => cells.Count > 0 ? cells[0].Inputs.GetValueOrDefault("model") : null;

    static Dictionary<string, double> Numbers(CsvReader csv, IEnumerable<string> columns, Func<string, string> name) =>
        columns.Select(column => (column, Text: csv.GetString(column))).Where(field => !string.IsNullOrEmpty(field.Text))
            .ToDictionary(field => name(field.column), field => double.Parse(field.Text!, CultureInfo.InvariantCulture));

    static Dictionary<string, string> Inputs(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1]);

    static string Text(JsonElement element, string name) => !element.TryGetProperty(name, out var value) ? "" : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        _ => "",
    };
}

/// <summary>Two results cannot be compared: no difference, and no equality either.</summary>
public sealed class ComparisonException(string message, Exception? cause = null) : Exception(message, cause);
