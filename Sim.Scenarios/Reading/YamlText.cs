namespace Sim.Scenarios.Reading;

/// <summary>A node as text on one line: equal texts, equal nodes.</summary>
static class YamlText
{
    public static string Of(Node node) => node switch
    {
        Scalar scalar => $"\"{scalar.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        Sequence list => $"[{string.Join(", ", list.Items.Select(Of))}]",
        Mapping mapping => $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{Of(entry.Key)}: {Of(entry.Value)}"))}}}",
        _ => "",
    };
}
