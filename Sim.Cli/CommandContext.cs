using Sim.Core.Runs;
using Sim.Scenarios.Running;

namespace Sim.Cli;

/// <summary>What a verb works with, so that tests can give their own.</summary>
/// <param name="Out">Takes the result and nothing else.</param>
/// <param name="Error">Takes progress, remarks and errors.</param>
/// <param name="Simulate">Runs a cell. Null for the simulation itself.</param>
/// <param name="In">Opens stdin.</param>
/// <param name="Environment">Values of environment variables.</param>
/// <param name="Cancel">Ends the verb in order.</param>
public sealed record CommandContext(
    TextWriter Out, TextWriter Error, Func<CellSpec, CancellationToken, RunResult>? Simulate, Func<Stream> In, Func<string, string?> Environment, CancellationToken Cancel)
{
    /// <summary>True in a job of GitHub Actions.</summary>
    public bool IsGitHub => Environment("GITHUB_ACTIONS") == "true";

    /// <summary>What runs the verb's cells.</summary>
    public Runner Runner(int jobs, KnownRuns? known = null) => new(jobs, Simulate, Cancel) { Known = known ?? KnownRuns.None };
}
