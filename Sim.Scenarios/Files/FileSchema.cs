using Sim.Scenarios.Keys;
using Sim.Scenarios.Profiles;

namespace Sim.Scenarios.Files;

/// <summary>What files of Sim may contain, for editors and documents.</summary>
public static class FileSchema
{
    static readonly Dictionary<string, (Func<string> Json, Func<string> Markdown)> Forms = new()
    {
        ["scenario"] = (ScenarioTable.Json, ScenarioTable.Markdown),
        ["core"] = (() => ProfileSchema.Of(ProfileKind.Core), () => KeyTable.Of(ProfileKind.Core)),
        ["kernel"] = (() => ProfileSchema.Of(ProfileKind.Kernel), () => KeyTable.Of(ProfileKind.Kernel)),
    };

    /// <summary>The kinds of files.</summary>
    public static IReadOnlyCollection<string> Kinds => Forms.Keys;

    /// <summary>The JSON Schema of a kind of files.</summary>
    public static string Json(string kind) => Forms[kind].Json();

    /// <summary>Its keys as Markdown tables.</summary>
    public static string Markdown(string kind) => Forms[kind].Markdown();
}
