using Sim.Cli.Output;
using Sim.Core.Mechanisms.OwnTrampoline;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Remarks;
using Sim.Reports.Rules;
using Sim.Reports.Traces;
using Sim.Scenarios.Analyses;
using Sim.Scenarios.Files;
using Sim.Scenarios.Running;
using Sim.Scenarios.Store;

namespace Sim.Cli.Verbs;

/// <summary>One scenario on its way from a plan to files.</summary>
sealed class StudyRun(CommandContext context, RunRequest request, Scenario scenario, ResultFiles files, Lazy<RunStore?> cache) : IDisposable
{
    readonly Scenario _planned = Planned(scenario, request);
    KnownRuns _known = KnownRuns.None;

    /// <summary>What it found; null until it is done.</summary>
    public ScenarioResults? Results { get; private set; }

    public Scenario Scenario => scenario;

    /// <summary>True if its rows were written to stdout as they came.</summary>
    public bool IsShown { get; private set; }

    /// <summary>Why not all of them were. Null if they were.</summary>
    public string? StreamError { get; private set; }

    /// <summary>Makes its directory ready; the reason why that cannot be, or null.</summary>
    public string? Open(bool resume) => files.Open(
        StudyIdentity.Of(scenario, request.Overrides, !request.SteadyState, request.Uncertainty, request.Shard), scenario, resume);

    /// <summary>Takes over the runs of other stores.</summary>
    public void Import(IEnumerable<string> stores)
    {
        foreach (var store in stores)
            files.Runs.Import(store);
    }

    /// <summary>Runs its cells; false if it was interrupted.</summary>
    /// <exception cref="StoreException">Results can no longer be kept.</exception>
    /// <param name="resume">Whether runs in the store are used.</param>
    /// <param name="streams">True to write rows to stdout as they come, where that can be.</param>
    public bool Simulate(bool resume, bool streams)
    {
        _known = new KnownRuns(files.Runs, resume, cache.Value);
        var study = new Study(_planned, request.Uncertainty);
        var runner = context.Runner(request.Jobs, _known);
        var (done, failed) = (0, 0);
        using var rows = streams && study.IsFinalAtOnce ? new RowsOnStdout(context.Out, _planned.Cells) : null;
        try
        {
            var found = ProgressDisplay.During(context, request.Quiet, scenario.Name, study.Steps, progress =>
                study.Run(runner, new Counting(progress, cell =>
                {
                    done++;
                    failed += cell.Status == CellStatus.Failed ? 1 : 0;
                    rows?.Add(cell);
                })));
            if (runner.IsCancelled)
            {
                var progress = FormattableString.Invariant($"{found.Cells.Count} of {_planned.Cells.Count} cells are done");
                files.Interrupt(progress);
                context.Error.WriteLine($"sim: {scenario.Name}: interrupted; {progress} and kept in {files.Directory}; --resume goes on");
                return false;
            }

            Results = FoundResults.Of(scenario, found, areWhole: request.Shard is null);
            (IsShown, StreamError) = (rows is not null, rows?.Error);
            return true;
        }
        catch (DesignException design)
        {
            var cells = FormattableString.Invariant($"{failed} of {_planned.Cells.Count} cells fail");
            files.Fail($"{cells}: {design.Mistakes[0].Message}");
            context.Error.WriteLine($"sim: {scenario.Name}: {cells}:");
            throw;
        }
        catch (StoreException exception)
        {
            throw new StoreException(FormattableString.Invariant($"{exception.Message}; {done} of {_planned.Cells.Count} cells were done, --resume goes on"), exception);
        }
    }

    /// <summary>Writes its files; the reason why that cannot be, or null.</summary>
    public string? Write()
    {
        var error = files.Write(request.Shard is null ? Results : null, request.Charts, _known.Used);
        if (!request.Quiet)
            Remark();
        return error;
    }

    /// <summary>Names the budgets and expectations that do not hold; how many they are.</summary>
    public int ReportRules()
    {
        var broken = Results!.Rules.Where(rule => rule.IsBroken).ToList();
        foreach (var rule in broken)
            context.Error.Write(RuleText.Of(rule));
        return broken.Count;
    }

    /// <summary>Names the cells that failed by a mistake of ours; how many they are.</summary>
    public int ReportFailures()
    {
        var failed = Results!.Cells.Where(cell => cell.Status == CellStatus.Failed).ToList();
        foreach (var reason in failed.GroupBy(cell => cell.Reason))
            context.Error.WriteLine($"sim: bug: {scenario.Name}: {reason.Count()} cells failed: {reason.Key}");
        return failed.Count;
    }

    public void Dispose() => files.Dispose();

    void Remark()
    {
        // Every other format has them on stdout.
        foreach (var remark in request.Format == "csv" ? Confidence.Of(Results!) : [])
            context.Error.WriteLine(remark);
        if (TraceJson.Remark(Results!) is { } leftOut)
            context.Error.WriteLine(leftOut);
        if (_known.Computed + _known.Reused > 0)
            context.Error.WriteLine(FormattableString.Invariant($"runs: {_known.Computed} computed, {_known.Reused} reused"));
        if (files.Runs.Damaged is { } damaged)
            context.Error.WriteLine(Damage("results.db", damaged));
        if (_known.CacheFailure is { } failure)
            context.Error.WriteLine($"the cache keeps nothing more: {failure}");
        foreach (var path in files.Written)
            context.Error.WriteLine($"wrote {path}");
    }

    /// <summary>What is to be said of a store that was damaged.</summary>
    public static string Damage(string what, string path) => $"{what} was damaged or is no database: what can be read of it is kept, and it is now {path}";

    static Scenario Planned(Scenario scenario, RunRequest request)
    {
        var all = request.SteadyState ? scenario : scenario.ExecutingEveryCall();
        return request.Shard is { } shard ? all.Shard(shard.Index, shard.Count) : all;
    }

    sealed class Counting(IProgress<CellResult>? progress, Action<CellResult> count) : IProgress<CellResult>
    {
        public void Report(CellResult value)
        {
            count(value);
            progress?.Report(value);
        }
    }
}
