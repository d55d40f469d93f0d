using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Sim.Core.Diagnostics;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.OwnTrampoline;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;
using Sim.Scenarios.Store;

namespace Sim.Scenarios.Running;

/// <summary>Simulates runs in parallel.</summary>
sealed class RunPool(Func<CellSpec, CancellationToken, RunResult> simulate, CancellationToken cancel)
{
    // A simulation that does not stop by itself within this time after a cancellation is left alone.
    static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    /// <summary>Runs all of <paramref name="runs"/> that are not known and calls <paramref name="done"/> after each, never twice at a time.</summary>
    /// <exception cref="DesignException">The user's own texts fault in some: all mistakes, in the order of the runs.</exception>
    public void RunAll(IReadOnlyList<PendingRun> runs, int jobs, KnownRuns known, Action<PendingRun> done)
    {
        var left = new ConcurrentQueue<PendingRun>();
        foreach (var run in runs)
        {
            if (cancel.IsCancellationRequested)
                return;
            run.Outcome = known.Find(run.Key);
            if (run.Outcome is not null)
                done(run);
            else
                left.Enqueue(run);
        }

        Work(left, Math.Min(jobs, left.Count), run =>
        {
            known.Keep(run.Key, run.Outcome!);
            done(run);
        });
        List<Diagnostic> mistakes = [.. runs.SelectMany(run => run.Mistakes).Distinct()];
        if (mistakes.Count > 0)
            throw new DesignException(mistakes);
    }

    // In threads of its own, which need not be waited for.
    void Work(ConcurrentQueue<PendingRun> left, int jobs, Action<PendingRun> done)
    {
        using var ended = new CountdownEvent(Math.Max(1, jobs));
        ExceptionDispatchInfo? failure = null;
        var (over, gate) = (false, new Lock());
        if (jobs == 0)
            return;
        for (var job = 0; job < jobs; job++)
            new Thread(Worker) { IsBackground = true, Name = "simulation" }.Start();
        try
        {
            ended.Wait(cancel);
        }
        catch (OperationCanceledException)
        {
            ended.Wait(Grace);
        }

        lock (gate)
            over = true;
        failure?.Throw();

        void Worker()
        {
            try
            {
                while (!cancel.IsCancellationRequested && left.TryDequeue(out var run))
                {
                    var outcome = Run(run);
                    lock (gate)
                    {
                        if (over || outcome is null)
                            break;
                        run.Outcome = outcome;
                        done(run);
                    }
                }
            }
            catch (Exception exception)
            {
                // The first failure to keep a result ends all.
                failure ??= ExceptionDispatchInfo.Capture(exception);
                left.Clear();
            }

            lock (gate)
            {
                if (!over)
                    ended.Signal();
            }
        }
    }

    StoredRun? Run(PendingRun run)
    {
        try
        {
            return new StoredRun(CellStatus.Ok, simulate(run.Spec, cancel), null);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return null;
        }
        catch (CannotDispatchException refusal)
        {
            return new StoredRun(refusal.OutOfReach ? CellStatus.Unreachable : CellStatus.Unsupported, null, refusal.Message);
        }

        catch (DesignException design)
        {
            run.Mistakes = design.Mistakes;
            return new StoredRun(CellStatus.Failed, null, Quoted.OneLine(string.Join("; ", design.Mistakes.Select(mistake => $"{mistake.At}: {mistake.Message}"))));
        }

        // Whatever stops one cell must not take the others with it.
#pragma warning disable CA1031
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new StoredRun(CellStatus.Failed, null, Quoted.OneLine($"{exception.GetType().Name}: {exception.Message}"));
        }
    }
}
