using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sim.Cli.Usage;

/// <summary>Options whose path is empty, as one of a variable that is not set.</summary>
static class EmptyPath
{
    static readonly string[] Kinds = ["DIR", "FILE"];

    /// <summary>What is wrong with <paramref name="parsed"/>, or null.</summary>
    public static string? In(ParseResult parsed) => parsed.CommandResult.Children.OfType<OptionResult>()
        .FirstOrDefault(given => Kinds.Contains(given.Option.HelpName) && given.Tokens.Any(token => token.Value.Length == 0)) is { } empty
        ? $"{empty.Option.Name} '': the path is empty; name a {(empty.Option.HelpName == "DIR" ? "directory" : "file")}"
        : null;
}
