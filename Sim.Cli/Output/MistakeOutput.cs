using Sim.Core.Diagnostics;
using Sim.Reports.Gates;

namespace Sim.Cli.Output;

/// <summary>Mistakes in files, for people and for GitHub.</summary>
static class MistakeOutput
{
    /// <summary>Shows each mistake once on stderr.</summary>
    public static void Show(this CommandContext context, DiagnosticBag bag)
    {
        List<Diagnostic> mistakes = [.. bag.Distinct()];
        foreach (var mistake in mistakes)
            context.Error.WriteLine(mistake);
        if (context.IsGitHub)
            context.Error.Write(GitHubAnnotations.Of(mistakes, context.Environment("GITHUB_WORKSPACE")));
    }
}
