using System.Text.RegularExpressions;

namespace Sim.Tests.House;

/// <summary>What documents tell people to type and to write.</summary>
static partial class DocumentedCommands
{
    /// <summary>Documents for users.</summary>
    public static IEnumerable<string> Documents =>
    [
        "README.md",
        .. Repository.Files("docs", "*.md"),
        .. Repository.Files("scenarios", "*.md"),
    ];

    /// <summary>Command lines in text and in blocks, without <c>sim</c>, each once.</summary>
    public static IEnumerable<string> In(string document)
    {
        var text = Repository.Read(document);
        return Inline().Matches(text).Concat(Line().Matches(text))
            .Select(match => match.Groups["arguments"].Value.Trim())
            .Where(arguments => arguments.Length > 0 && !arguments.Contains("...", StringComparison.Ordinal))
            .Distinct();
    }

    /// <summary>Blocks of YAML.</summary>
    public static IEnumerable<string> YamlIn(string document) => Yaml().Matches(Repository.Read(document)).Select(match => match.Groups["text"].Value);

    [GeneratedRegex("`sim (?<arguments>[a-z][^`\n]*)`")]
    private static partial Regex Inline();

    // In a block, what a command does is beside it, two blanks away.
    [GeneratedRegex(@"^(sim|dotnet run -c Release --project Sim\.Cli --) (?<arguments>[a-z].*?)(  .*)?$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"^```yaml\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Yaml();
}
