using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Sim.Cli.Slurm;

/// <summary>Slurm's own commands: sbatch, squeue and scancel.</summary>
sealed class SlurmQueue
{
    /// <summary>Submits <paramref name="script"/> for the tasks <paramref name="tasks"/> of an array; the job's number.</summary>
    /// <exception cref="SlurmException">sbatch is missing or refuses.</exception>
    public static string Submit(string script, IReadOnlyList<int> tasks)
    {
        var answer = Run("sbatch", ["--parsable", $"--array={Ranges(tasks)}", script]).Trim();
        var job = answer.Split('\n')[^1].Split(';')[0];
        return job.Length > 0 && job.All(char.IsAsciiDigit) ? job : throw new SlurmException($"sbatch answered '{answer}', which is no number of a job");
    }

    /// <summary>Tasks of <paramref name="job"/> that wait or run; held ones are those that Slurm will not start again by itself.</summary>
    /// <exception cref="SlurmException">squeue cannot tell.</exception>
    public static IReadOnlyList<(string Task, bool IsHeld)> Tasks(string job)
    {
        string listed;
        try
        {
            listed = Run("squeue", ["--noheader", "--array", $"--jobs={job}", "--format=%i|%T|%r"]);
        }
        catch (SlurmException exception) when (exception.Message.Contains("Invalid job id", StringComparison.Ordinal))
        {
            // Over, and forgotten.
            return [];
        }

        return
        [
            .. listed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split('|'))
                .Where(fields => fields is [_, "PENDING" or "RUNNING" or "CONFIGURING" or "COMPLETING" or "SUSPENDED" or "REQUEUED" or "REQUEUE_HOLD" or "STOPPED" or "RESIZING" or "SIGNALING" or "STAGE_OUT", ..])
                .Select(fields => (fields[0], fields[1] == "REQUEUE_HOLD" || fields[^1].Contains("held", StringComparison.OrdinalIgnoreCase))),
        ];
    }

    /// <summary>Takes a job, or one task of it, out of the queue.</summary>
    public static void Cancel(string what)
    {
        try
        {
            Run("scancel", [what]);
        }
        catch (SlurmException)
        {
            // It is over already.
        }
    }

    /// <summary>Numbers as Slurm writes them: <c>0-3,7</c>.</summary>
    public static string Ranges(IReadOnlyList<int> numbers)
    {
        var ranges = new List<string>();
        for (var first = 0; first < numbers.Count;)
        {
            var last = first;
            while (last + 1 < numbers.Count && numbers[last + 1] == numbers[last] + 1)
                last++;
            ranges.Add(first == last ? Text(numbers[first]) : $"{Text(numbers[first])}-{Text(numbers[last])}");
            first = last + 1;
        }

        return string.Join(',', ranges);
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    static string Run(string command, IEnumerable<string> words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, words) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : throw new SlurmException($"{command}: {error.Result.Trim().ReplaceLineEndings("; ")}");
        }
        catch (Win32Exception)
        {
            throw new SlurmException($"there is no command '{command}' here: run 'sim submit slurm' where jobs are submitted");
        }
    }
}
