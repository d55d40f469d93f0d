using System.Globalization;
using System.Text.Json;
using Sim.Reports.Results;

namespace Sim.Reports.Comparing;

/// <summary>Reads results.json: every value of a cell, however deep.</summary>
static class JsonResults
{
    const string Region = "region";

    /// <exception cref="ComparisonException">It is no results.json.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static ComparedResults Read(string path)
    {
        using var text = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = text.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("cells", out var cells) || cells.ValueKind != JsonValueKind.Array)
            throw new ComparisonException($"{path} has no results: there is no member 'cells'");
        if (Text(root, "schema") is { Length: > 0 } schema and not ResultsJson.Schema)
            throw new ComparisonException($"{path} is of the format '{schema}', and this Sim reads '{ResultsJson.Schema}'");
        var columns = new ColumnSet();
        var words = new Dictionary<string, string>();
        var scenario = Text(root, "scenario");
        List<JsonElement> found = [.. Array(root, "found")];
        return new()
        {
            Path = path,
            IsCsv = false,
            Columns = columns,
            Cells = [.. cells.EnumerateArray().Select(cell => Cell(cell, scenario, columns, words))],
            Found = Found(found, Value),
            Possible = Found(found, one => Text(one, "cells_possible")),
            Took = found.SelectMany(threshold => Array(threshold, "took")).Select(cell => cell.GetRawText()).ToHashSet(),
            Profiles = Array(root, "profiles").ToDictionary(
                profile => Text(profile, "profile"),
                IReadOnlyDictionary<string, string> (profile) => Array(profile, "values").ToDictionary(value => Text(value, "key"), value => Text(value, "value"))),
        };
    }

    // Words that many cells have are kept once.
    static ComparedCell Cell(JsonElement cell, string scenario, ColumnSet columns, Dictionary<string, string> words)
    {
        var members = Members(cell, "").ToDictionary(member => member.Path, member => member.Value);
        List<Figure> values = [];
        Set(KnownColumns.Named("scenario"), Figure.OfWords(scenario));
        foreach (var (path, value) in members)
        {
            var column = KnownColumns.At(path);
            var text = Text(value);
            Set(column, column.Per is { } per ? new(Share(value.GetDouble(), members[per].GetDouble()), "")
                : column.Role is ColumnRole.Figure or ColumnRole.Effort && Figure.Of(text) is { Number: not null } number ? number : Figure.OfWords(Once(text)));
        }

        return new(columns, values.ToArray());

        string Once(string text) => words.TryGetValue(text, out var known) ? known : words[text] = text;

        void Set(ResultColumn column, Figure value)
        {
            var place = columns.Add(column);
            while (values.Count <= place)
                values.Add(Figure.None);
            values[place] = value;
        }
    }

    static double Share(double part, double all) => all == 0 ? 0 : part / all;

    // Parts of the code go by their names, other things in a list by their numbers.
    static IEnumerable<(string Path, JsonElement Value)> Members(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Where(member => member.Name != Region).SelectMany(member => Members(member.Value, Join(path, member.Name))),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Members(
            item, Join(path, item.ValueKind == JsonValueKind.Object && Text(item, Region) is { Length: > 0 } name ? name : index.ToString(CultureInfo.InvariantCulture)))),
        _ => [(path, element)],
    };

    static string Join(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";

    // Two entries of a sweep may seek the same among other values.
    static Dictionary<string, T> Found<T>(List<JsonElement> found, Func<JsonElement, T> what) => found.GroupBy(Sought)
        .SelectMany(same => same.Select((one, index) => (Name: index == 0 ? same.Key : FormattableString.Invariant($"{same.Key} ({index + 1})"), one)))
        .ToDictionary(item => item.Name, item => what(item.one));

    static string Sought(JsonElement found)
    {
        var (goal, name) = Text(found, "smallest") is { Length: > 0 } smallest ? ("smallest", smallest) : ("largest", Text(found, "largest"));
        var where = Text(found, "where");
        return $"{(where.Length > 0 ? $"{where}: " : "")}{goal} {name} with {Text(found, "such_that")}";
    }

    // The doubt's own text has figures, so that there is one counts alone.
    static Figure Value(JsonElement found)
    {
        var value = Text(found, "value") is { Length: > 0 } text ? text : "none";
        return Text(found, "doubt").Length > 0 ? Figure.OfWords($"{value} (doubtful)") : Figure.Of(value);
    }

    static JsonElement.ArrayEnumerator Array(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.EnumerateArray() : default;

    static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? Text(value) : "";

    static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "",
    };
}
