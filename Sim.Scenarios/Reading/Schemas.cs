using System.Text.Json;
using System.Text.Json.Nodes;
using Sim.Core.A64.Coding;

namespace Sim.Scenarios.Reading;

/// <summary>Pieces of JSON Schemas.</summary>
static class Schemas
{
    static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static JsonObject Pattern(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    public static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };

    public static JsonObject Reference(string definition) => new() { ["$ref"] = $"#/definitions/{definition}" };

    public static JsonObject Constant(string value) => new() { ["const"] = value };

    /// <summary>A mapping with these keys only.</summary>
    public static JsonObject Mapping(IEnumerable<(string Key, JsonObject Schema, bool Required)> keys)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var (key, schema, isRequired) in keys)
        {
            properties[key] = schema;
            if (isRequired)
                required.Add((JsonNode)key);
        }

        var mapping = new JsonObject { ["type"] = "object", ["additionalProperties"] = false };
        if (required.Count > 0)
            mapping["required"] = required;
        mapping["properties"] = properties;
        return mapping;
    }

    /// <summary>A whole schema as text, ending in a line feed.</summary>
    public static string Document(string title, JsonObject schema)
    {
        var document = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#", ["title"] = title };
        foreach (var (key, value) in schema.ToList())
        {
            schema.Remove(key);
            document[key] = value;
        }

        return document.ToJsonString(Indented) + "\n";
    }
}
