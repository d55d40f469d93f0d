using System.Text.Json.Nodes;
using Sim.Core.Diagnostics;

namespace Sim.Scenarios.Reading;

/// <summary>All about one key of a mapping.</summary>
/// <param name="Name">The key.</param>
/// <param name="Form">What its value may be.</param>
/// <param name="Sentence">What it is.</param>
/// <param name="IsRequired">True if the mapping must have it.</param>
sealed record Key(string Name, ValueForm Form, string Sentence, bool IsRequired = false);

/// <summary>A mapping with certain keys, which <see cref="Fields"/> reads one by one.</summary>
/// <param name="What">Its name in messages.</param>
/// <param name="Keys">Its keys.</param>
sealed record GroupForm(string What, params IReadOnlyList<Key> Keys) : ValueForm
{
    public override string Allowed => "a mapping";

    public override object? Read(Node node, string what, ValueReader values) => throw new SimBug($"{what} is read key by key");

    /// <summary>The key of that name.</summary>
    public Key Find(string name) => Keys.FirstOrDefault(key => key.Name == name) ?? throw new SimBug($"{What} has no description of a key '{name}'");

    // Any value may be one that a sweep gives.
    public override JsonObject Schema() => Schemas.Mapping(Keys.Select(key => (key.Name, Described(key), key.IsRequired)));

    static JsonObject Described(Key key)
    {
        var schema = key.Form is GroupForm or AnyForm or ListForm
            ? key.Form.Schema()
            : new() { ["anyOf"] = new JsonArray(key.Form.Schema(), Schemas.Pattern("^\\$[A-Za-z_]")) };
        schema["description"] = key.Sentence;
        return schema;
    }
}

/// <summary>A value of one of several forms, which a reader tells apart.</summary>
/// <param name="Forms">The forms.</param>
sealed record AnyForm(params IReadOnlyList<ValueForm> Forms) : ValueForm
{
    public override string Allowed => string.Join("; or ", Forms.Select(form => form.Allowed));

    public override object? Read(Node node, string what, ValueReader values) => throw new SimBug($"{what} is read by its form");

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray([.. Forms.Select(form => (JsonNode)form.Schema())]) };
}

/// <summary>A mapping of names of the user's choice to values of one form.</summary>
/// <param name="Value">What each may be.</param>
sealed record MapForm(ValueForm Value) : ValueForm
{
    public override string Allowed => "a mapping of names to values";

    public override object? Read(Node node, string what, ValueReader values) => throw new SimBug($"{what} is read name by name");

    public override JsonObject Schema() => new() { ["type"] = "object", ["additionalProperties"] = Value.Schema() };
}

/// <summary>Anything: what it may be depends on other parts of the file.</summary>
/// <param name="Kind">What it may be, in a few words.</param>
sealed record OtherForm(string Kind) : ValueForm
{
    public override string Allowed => Kind;

    public override object? Read(Node node, string what, ValueReader values) => node;

    public override JsonObject Schema() => [];
}
