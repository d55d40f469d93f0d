using System.Text.Json.Nodes;

namespace Sim.Scenarios.Reading;

/// <summary>A list that is not empty.</summary>
sealed record ListForm(ValueForm Item) : ValueForm
{
    public override string Allowed => $"a list of: {Item.Allowed}";

    /// <summary>The items that could be read, and null where the node is no list.</summary>
    public override object? Read(Node node, string what, ValueReader values) =>
        values.Items(node, what) is { } items ? (List<object>)[.. items.Select(item => Item.Read(item, what, values)).OfType<object>()] : null;

    public override JsonObject Schema() => new() { ["type"] = "array", ["minItems"] = 1, ["items"] = Item.Schema() };
}
