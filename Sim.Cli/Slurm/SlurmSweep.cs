using System.Globalization;
using Sim.Scenarios.Store;

namespace Sim.Cli.Slurm;

/// <summary>The shards of a study on their way through Slurm's queue, until all of them are there.</summary>
/// <param name="study">The study, without a shard.</param>
/// <param name="name">The scenario's.</param>
/// <param name="script">The batch script.</param>
/// <param name="directory">Where shards appear.</param>
/// <param name="shards">How many there are.</param>
/// <param name="attempts">How often a task is submitted, at most.</param>
/// <param name="poll">Time between two looks at the queue.</param>
sealed class SlurmSweep(StudyIdentity study, string name, string script, string directory, int shards, int attempts, TimeSpan poll)
{
    /// <summary>Submits what is missing and waits for it; false if it was interrupted: what is in the queue is then cancelled.</summary>
    /// <exception cref="SlurmException">A task did not finish in as many attempts, or Slurm does not answer.</exception>
    public bool Run(Action<string> say, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var missing = Missing();
            if (missing.Count == 0)
                return true;
            if (attempt > attempts)
            {
                throw new SlurmException(FormattableString.Invariant(
                    $"{missing.Count} of {shards} tasks ended without their results, {attempts} times: {SlurmQueue.Ranges(missing)}; their output is in {Path.Combine(directory, "logs")}"));
            }

            if (cancel.IsCancellationRequested)
                return false;
            var job = SlurmQueue.Submit(script, missing);
            say(FormattableString.Invariant($"{name}: job {job}, {missing.Count} of {shards} tasks{(attempt > 1 ? " again" : "")}"));
            if (!Wait(job, say, cancel))
            {
                SlurmQueue.Cancel(job);
                return false;
            }
        }
    }

    bool Wait(string job, Action<string> say, CancellationToken cancel)
    {
        var (last, silent) = (-1, 0);
        while (true)
        {
            if (cancel.WaitHandle.WaitOne(poll))
                return false;
            IReadOnlyList<(string Task, bool IsHeld)> tasks;
            try
            {
                (tasks, silent) = (SlurmQueue.Tasks(job), 0);
            }
            catch (SlurmException) when (++silent < 10)
            {
                // The controller restarts.
                continue;
            }

            // Slurm holds what it could not start: it would wait for ever.
            foreach (var (task, _) in tasks.Where(task => task.IsHeld))
                SlurmQueue.Cancel(task);
            if (tasks.Count == 0)
                return true;
            if (tasks.Count != last)
                say(FormattableString.Invariant($"{name}: job {job}, {tasks.Count} tasks left"));
            last = tasks.Count;
        }
    }

    List<int> Missing()
    {
        var done = ShardScript.Done(study, shards, directory);
        return [.. Enumerable.Range(0, shards).Except(done)];
    }

    /// <summary>Directories of the shards.</summary>
    public IReadOnlyList<string> Directories =>
        [.. Enumerable.Range(0, shards).Select(shard => Path.Combine(directory, shard.ToString(CultureInfo.InvariantCulture)))];
}
