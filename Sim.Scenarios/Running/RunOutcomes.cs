using System.Collections.Concurrent;
using Sim.Core.Mechanisms;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Running;

/// <summary>Simulates runs in parallel.</summary>
sealed class RunOutcomes(Func<CellSpec, CancellationToken, RunResult> simulate, CancellationToken cancel)
{
    /// <summary>Runs all of <paramref name="runs"/> and calls <paramref name="done"/> after each, never twice at a time.</summary>
    public void RunAll(IReadOnlyList<PendingRun> runs, int jobs, Action<PendingRun> done)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = jobs };
        Parallel.ForEach(Partitioner.Create(runs, EnumerablePartitionerOptions.NoBuffering), options, (run, loop) =>
        {
            if (cancel.IsCancellationRequested)
            {
                loop.Stop();
                return;
            }

            if (Run(run.Spec) is not { } outcome)
                return;
            lock (runs)
            {
                run.Outcome = outcome;
                done(run);
            }
        });
    }

    RunOutcome? Run(CellSpec spec)
    {
        try
        {
            return new RunOutcome(CellStatus.Ok, simulate(spec, cancel), null);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return null;
        }
        catch (CannotDispatchException refusal)
        {
            return new RunOutcome(refusal.OutOfReach ? CellStatus.Unreachable : CellStatus.Unsupported, null, refusal.Message);
        }

        // Whatever stops one cell must not take the others with it.
#pragma warning disable CA1031
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new RunOutcome(CellStatus.Failed, null, Quoted.OneLine($"{exception.GetType().Name}: {exception.Message}"));
        }
    }
}
