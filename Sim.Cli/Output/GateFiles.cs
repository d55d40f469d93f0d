using Sim.Cli.Usage;
using Sim.Reports.Gates;

namespace Sim.Cli.Output;

/// <summary>What CI systems read of a verb: a JUnit file, Markdown, and where GitHub runs it, its annotations and job summary.</summary>
sealed class GateFiles(CommandContext context, GateRequest request)
{
    /// <summary>
    /// Sees to it that files of an earlier run cannot be taken for this one's: until the end, the JUnit file says that the verb has not finished, and there is no Markdown.
    /// It comes after all that the verb reads by name, so that it does not write over that. The reason why that cannot be, or null.
    /// </summary>
    public string? Begin(string verb) =>
        (request.JUnit is null ? null : OutputFile.Begin(request.JUnit, Unfinished(verb)))
        ?? (request.Markdown is null ? null : OutputFile.Begin(request.Markdown, null));

    /// <summary>Writes everything; the reason why that cannot be, or null.</summary>
    public string? End(IReadOnlyList<Gate> gates, Func<string> markdown)
    {
        if (context.IsGitHub)
            context.Error.Write(GitHubAnnotations.Of(gates, context.Environment("GITHUB_WORKSPACE")));
        if (context.Environment("GITHUB_STEP_SUMMARY") is { Length: > 0 } summary)
            Append(summary, markdown());
        return (request.JUnit is null ? null : Save(request.JUnit, JUnitXml.Write(gates)))
            ?? (request.Markdown is null ? null : Save(request.Markdown, markdown()));
    }

    static string Unfinished(string verb) =>
        JUnitXml.Write([new(verb, [new($"sim {verb} finishes", GateState.Error, $"sim {verb} did not finish: see its messages", [])])]);

    static string? Save(string path, string text) => OutputFile.Save(path, System.Text.Encoding.UTF8.GetBytes(text));

    // The page is an extra: it does not decide the exit code.
    void Append(string path, string markdown)
    {
        try
        {
            File.AppendAllText(path, JobSummary.Fit(markdown, File.Exists(path) ? new FileInfo(path).Length : 0));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine($"sim: no job summary: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }
}
