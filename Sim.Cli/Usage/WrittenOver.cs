using System.CommandLine;
using System.CommandLine.Parsing;
using Sim.Cli.Output;
using Sim.Scenarios.Reading;

namespace Sim.Cli.Usage;

/// <summary>Files that a command line would write over what it reads, or over what it writes besides.</summary>
static class WrittenOver
{
    static readonly string[] Outputs = ["--out", "--trace", "--junit", "--markdown"];

    /// <summary>What is wrong with <paramref name="parsed"/>, or null.</summary>
    public static string? By(ParseResult parsed)
    {
        var named = parsed.CommandResult.Children.SelectMany(NamesOf).ToList();
        foreach (var (output, path) in named.Where(given => Outputs.Contains(given.Name) && !Directory.Exists(given.Path)))
        {
            if (Place(path) is { } place && named.FirstOrDefault(other => other.Name != output && Place(other.Path) == place) is { Name: not null } twice)
                return $"{output} would write over '{twice.Path}', which is {(Outputs.Contains(twice.Name) ? $"the file of {twice.Name}" : "read")}: give it another name";
        }

        return null;
    }

    static IEnumerable<(string Name, string Path)> NamesOf(SymbolResult result) => result switch
    {
        OptionResult { Implicit: false } option => option.Tokens.Select(token => (option.Option.Name, token.Value)),
        ArgumentResult argument => argument.Tokens.Select(token => (argument.Argument.Name, token.Value)),
        _ => [],
    };

    // A device or pipe takes what comes, from several as well; - is stdin and stdout.
    static string? Place(string path)
    {
        try
        {
            return path != StandardInput.Word && FileTarget.Of(path) is { IsRegular: true } target ? Path.GetFullPath(target.Path) : null;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
