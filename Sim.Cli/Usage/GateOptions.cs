using System.CommandLine;

namespace Sim.Cli.Usage;

/// <summary>What verbs that are gates write for CI systems.</summary>
sealed class GateOptions
{
    readonly Option<string?> _junit = new("--junit") { HelpName = "FILE", Description = "What was checked as JUnit XML, for CI systems" };
    readonly Option<string?> _markdown = new("--markdown") { HelpName = "FILE", Description = "The result as Markdown, besides what stdout carries" };

    public IEnumerable<Option> All => [_junit, _markdown];

    public GateRequest Read(ParseResult parsed) => new(parsed.GetValue(_junit), parsed.GetValue(_markdown));
}

/// <summary>Files for CI systems.</summary>
/// <param name="JUnit">Where the JUnit file goes. Null for none.</param>
/// <param name="Markdown">Where the Markdown goes. Null for none.</param>
sealed record GateRequest(string? JUnit, string? Markdown)
{
    public static GateRequest None { get; } = new(null, null);
}
