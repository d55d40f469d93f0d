using System.CommandLine;
using System.CommandLine.Parsing;
using Sim.Cli.Output;
using Sim.Scenarios.Reading;

namespace Sim.Cli.Usage;

/// <summary>Files that a command line would write over what it reads, or over what it writes besides.</summary>
static class WrittenOver
{
    static readonly string[] Gates = ["--junit", "--markdown"];

    static readonly string[] Outputs = ["--out", "--trace", .. Gates];

    /// <summary>What is wrong with <paramref name="parsed"/>, or null.</summary>
    public static string? By(ParseResult parsed)
    {
        var named = parsed.CommandResult.Children.SelectMany(NamesOf).ToList();
        foreach (var (output, path) in named.Where(given => Outputs.Contains(given.Name) && !Directory.Exists(given.Path)))
        {
            if (Place(path) is not { } place)
                continue;
            if (named.FirstOrDefault(other => other.Name != output && Place(other.Path) == place) is { Name: not null } twice)
                return $"{output} would write over '{twice.Path}', which is {(Outputs.Contains(twice.Name) ? $"the file of {twice.Name}" : "read")}: give it another name";
            if (named.Where(other => other.Name != output && Directory.Exists(other.Path)).SelectMany(other => OwnFiles.In(other.Path)).FirstOrDefault(own => Place(own) == place) is { } result)
                return $"{output} would write over '{result}', which is a result: give it another name";
            if (Gates.Contains(output) && OwnFiles.IsName(Path.GetFileName(place)))
                return $"{output} '{path}': this is the name of a file that Sim itself writes: give it another name";
        }

        return null;
    }

    /// <summary>Whether a file at <paramref name="path"/> would replace one that this command has read.</summary>
    public static bool IsRead(string path) => Place(path) is { } place && FilesRead.Paths.Any(read => Place(read) == place);

    static IEnumerable<(string Name, string Path)> NamesOf(SymbolResult result) => result switch
    {
        OptionResult { Implicit: false } option => option.Tokens.Select(token => (option.Option.Name, token.Value)),
        ArgumentResult argument => argument.Tokens.Select(token => (argument.Argument.Name, token.Value)),
        _ => [],
    };

    // - is stdin and stdout.
    static string? Place(string path) => path == StandardInput.Word ? null : FileTarget.PlaceOf(path);
}
