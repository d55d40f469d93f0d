using System.Text.RegularExpressions;
using Sim.Tests.House;
using YamlDotNet.RepresentationModel;

namespace Sim.Tests.Cli.Workflows;

/// <summary>A file of a CI system, as far as its commands go.</summary>
static partial class WorkflowFile
{
    /// <summary>The file's mapping.</summary>
    public static YamlMappingNode Read(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Read(file)));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    public static YamlNode? Find(this YamlNode node, string path) => path.Split('.').Aggregate<string, YamlNode?>(
        node, (found, key) => found is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null);

    public static string? Text(this YamlNode node, string path) => (node.Find(path) as YamlScalarNode)?.Value;

    public static IEnumerable<string> Texts(this YamlNode node, string path) => ((YamlSequenceNode)node.Find(path)!).Children.Select(item => ((YamlScalarNode)item).Value!);

    /// <summary>The text with the values of the expressions in <c>${{ }}</c>; a test fails for one that it does not know.</summary>
    public static string Expand(string text, IReadOnlyDictionary<string, string> values) => Expression().Replace(text, match => values[match.Groups[1].Value]);

    [GeneratedRegex(@"\$\{\{ *(.*?) *\}\}")]
    private static partial Regex Expression();
}
