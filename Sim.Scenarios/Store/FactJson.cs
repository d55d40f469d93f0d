using System.Text.Json.Serialization;

namespace Sim.Scenarios.Store;

[JsonSerializable(typeof(string[]))]
sealed partial class FactJson : JsonSerializerContext;
