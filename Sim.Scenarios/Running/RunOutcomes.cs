using System.Collections.Concurrent;
using Sim.Core.Mechanisms;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Running;

/// <summary>Simulates specs in parallel and keeps what each gave.</summary>
sealed class RunOutcomes(Func<CellSpec, CancellationToken, RunResult> simulate, CancellationToken cancel)
{
    readonly Dictionary<CellSpec, RunOutcome> _outcomes = [];

    /// <summary>What <paramref name="spec"/> gave; null while it is not done. Only for the callback of <see cref="RunAll"/>.</summary>
    public RunOutcome? Find(CellSpec spec) => _outcomes.GetValueOrDefault(spec);

    /// <summary>Runs all of <paramref name="specs"/> and calls <paramref name="done"/> after each, never twice at a time.</summary>
    public void RunAll(IReadOnlyList<CellSpec> specs, int jobs, Action<CellSpec> done)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = jobs };
        Parallel.ForEach(Partitioner.Create(specs, EnumerablePartitionerOptions.NoBuffering), options, (spec, loop) =>
        {
            if (cancel.IsCancellationRequested)
            {
                loop.Stop();
                return;
            }

            if (Run(spec) is not { } outcome)
                return;
            lock (_outcomes)
            {
                _outcomes.Add(spec, outcome);
                done(spec);
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
