using System.Text.Json.Nodes;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>The JSON Schema of a kind of profile file, for editors.</summary>
static class ProfileSchema
{
    public static string Of(ProfileKind kind)
    {
        List<(string Key, JsonObject Schema, bool Required)> keys =
        [
            ("schema", Schemas.Constant(kind.Schema), true),
            ("name", Schemas.Text("The name of the file, without .yaml."), true),
            ("inherits", Schemas.Text($"A {kind.Name} whose values this file has, unless it gives them itself: a built-in name, or a path."), false),
            .. Config(kind),
            .. Below(kind.Keys, ""),
        ];
        var schema = Schemas.Mapping(keys);
        schema["definitions"] = new JsonObject
        {
            ["source"] = Schemas.Text("Key of docs/sources.md: who published the value."),
            ["guess"] = Schemas.Text("Why this value was taken though it is not published."),
            ["fitted"] = Schemas.Text("The measured figures that it was fitted to."),
            ["free"] = new JsonObject { ["type"] = "boolean", ["description"] = "sim calibrate may fit it, within its range." },
        };
        return Schemas.Document($"A {kind.Name} of Sim", schema);
    }

    static IEnumerable<(string Key, JsonObject Schema, bool Required)> Config(ProfileKind kind) => kind == ProfileKind.Kernel
        ? [("config", Schemas.Text("A kernel's .config, or /proc/config.gz, which gives release, compiler and options: a path relative to this file."), false)]
        : [];

    // A file that inherits may leave out any value.
    static IEnumerable<(string Key, JsonObject Schema, bool Required)> Below(IReadOnlyList<ProfileKey> keys, string prefix) =>
        keys.GroupBy(key => key.Path[prefix.Length..].Split('.')[0]).Select(group =>
            (group.Key, group.ToList() is [var only] && only.Path == prefix + group.Key
                ? Leaf(only)
                : Schemas.Mapping(Below([.. group], $"{prefix}{group.Key}.")), false));

    static JsonObject Leaf(ProfileKey key)
    {
        List<(string Key, JsonObject Schema, bool Required)> keys =
        [
            ("value", key.Form.Schema(), true),
            ("source", Schemas.Reference("source"), false),
            ("guess", Schemas.Reference("guess"), false),
            ("fitted", Schemas.Reference("fitted"), false),
        ];
        if (key.Form is IntegerForm or MeasuredForm)
        {
            var range = new JsonObject { ["type"] = "array", ["items"] = key.Form.Schema(), ["minItems"] = 2, ["maxItems"] = 2, ["description"] = "Lowest and highest value that it may have." };
            keys.Add(("range", range, false));
            if (key.IsFittable)
                keys.Add(("free", Schemas.Reference("free"), false));
        }

        var leaf = Schemas.Mapping(keys);
        leaf["description"] = $"{key.Sentence} Allowed: {key.Form.Allowed.Replace("`", "", StringComparison.Ordinal)}.";
        return leaf;
    }
}
