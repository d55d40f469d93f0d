using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sim.Core.Runs;

namespace Sim.Scenarios.Store;

/// <summary>A run's result as text, exactly: what is read back is equal to what was written.</summary>
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RunResult))]
sealed partial class RunJson : JsonSerializerContext
{
    public static string Write(RunResult result) => JsonSerializer.Serialize(result, Default.RunResult);

    /// <summary>Null if the text is not one that <see cref="Write"/> made.</summary>
    public static RunResult? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Default.RunResult);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What a row's texts must add up to: a page that a crash tore does not pass for a result.</summary>
    public static string Digest(string key, string status, string reason, string result) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\n{status}\n{reason}\n{result}")))[..16];
}
