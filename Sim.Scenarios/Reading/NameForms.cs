using System.Text.Json.Nodes;
using Sim.Core.Diagnostics;

namespace Sim.Scenarios.Reading;

/// <summary>One of several names.</summary>
/// <param name="Noun">What they name, in messages. Null: the key itself.</param>
/// <param name="Values">The names with what they represent.</param>
sealed record NameForm(string? Noun, IReadOnlyDictionary<string, object> Values) : ValueForm
{
    /// <summary>Names that represent themselves.</summary>
    public static NameForm Of(string? noun, IEnumerable<string> names) => new(noun, names.ToDictionary(name => name, object (name) => name));

    /// <summary>Names that represent values.</summary>
    public static NameForm Of<T>(string? noun, IReadOnlyDictionary<string, T> values)
        where T : notnull => new(noun, values.ToDictionary(pair => pair.Key, object (pair) => pair.Value));

    public override string Allowed => string.Join(", ", Values.Keys.Select(name => $"`{name}`"));

    public override object? Read(Node node, string what, ValueReader values) =>
        values.Name(node, Noun ?? what, [.. Values.Keys]) is { } name ? Values[name] : null;

    public override JsonObject Schema() => new() { ["enum"] = new JsonArray([.. Values.Keys.Select(name => (JsonNode)name)]) };
}

/// <summary>One or more names, joined by <c>+</c>.</summary>
/// <param name="Noun">What one names, in messages.</param>
/// <param name="Values">The names with their bits.</param>
sealed record FlagsForm(string Noun, IReadOnlyDictionary<string, int> Values) : ValueForm
{
    public override string Allowed => $"one or more of {string.Join(", ", Values.Keys.Select(name => $"`{name}`"))}, joined by `+`";

    public override object? Read(Node node, string what, ValueReader values)
    {
        if (values.Text(node, what) is not { } text)
            return null;
        var set = 0;
        foreach (var name in text.Split('+', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Values.TryGetValue(name, out var bit))
                set |= bit;
            else
                values.Report(node, Code.UnknownName, $"unknown {Noun} {Quoted.Text(name)}", NearestName.Hint(name, Values.Keys));
        }

        return set;
    }

    public override JsonObject Schema()
    {
        var one = $"({string.Join('|', Values.Keys)})";
        return Schemas.Pattern($"^{one}(\\+{one})*$");
    }
}
