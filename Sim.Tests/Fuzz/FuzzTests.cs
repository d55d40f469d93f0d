using System.Globalization;
using Sim.Cli;
using Sim.Core.Units;
using Sim.Tests.Scenarios;

namespace Sim.Tests.Fuzz;

/// <summary>
/// Mutated files through the real command line, in one process: exit code 0, 1 or 2 within 5 s of CPU time. <c>.ci/fuzz SECONDS</c> runs it for longer.
/// </summary>
public sealed class FuzzTests
{
    const int Fewest = 40;
    const int Kept = 500;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(2);

    static readonly int Seconds = Number("SIM_FUZZ_SECONDS", 0);
    static readonly int Seed = Number("SIM_FUZZ_SEED", 1);

    // Inputs that fail, and some others, which .ci/fuzz gives to the program itself.
    static readonly string? Found = Environment.GetEnvironmentVariable("SIM_FUZZ_OUT");

    [Test]
    public void No_mutated_file_crashes_or_hangs()
    {
        using var folder = new TemporaryFolder();
        List<Corpus> corpora = [.. TextCorpora.All(), .. ImageCorpora.All()];
        var (random, failures, start) = (new Pcg(Seed, 0), new List<string>(), Environment.CpuUsage.TotalTime);
        for (var input = 0; input < Fewest || (Environment.CpuUsage.TotalTime - start).TotalSeconds < Seconds; input++)
        {
            var words = corpora[input % corpora.Count](folder, random);
            Keep("current", words);
            if (Failure(words) is { } failure)
            {
                failures.Add($"input {input}: sim {string.Join(' ', words)}: {failure}");
                Keep(FormattableString.Invariant($"failure-{input}"), words);
            }
            else if (input % Kept == Kept - 1)
            {
                Keep(FormattableString.Invariant($"sample-{input}"), words);
            }
        }

        Assert.That(failures, Is.Empty, string.Join('\n', failures));
    }

    static string? Failure(string[] words)
    {
        using var limit = new CancellationTokenSource(LongestRun);
        var (error, code, before) = (new StringWriter(CultureInfo.InvariantCulture), -1, Environment.CpuUsage.TotalTime);
        var thread = new Thread(() => code = SimProgram.Run(words, TextWriter.Null, error, stdin: () => Stream.Null, cancel: limit.Token), 1 << 20);
        thread.Start();
        if (!thread.Join(TimeSpan.FromSeconds(60)))
            throw new TimeoutException($"sim {string.Join(' ', words)} does not end; the input is 'current' in {Found}");
        var took = Environment.CpuUsage.TotalTime - before;
        return code is not (ExitCode.Done or ExitCode.CheckFailed or ExitCode.BadInput or ExitCode.Interrupted) ? $"exit code {code}: {error}"
            : took > Patience ? FormattableString.Invariant($"{took.TotalSeconds:0.0} s of CPU time")
            : error.ToString().Contains("sim: bug", StringComparison.Ordinal) ? error.ToString() : null;
    }

    static void Keep(string name, string[] words)
    {
        if (Found is null)
            return;
        File.WriteAllLines(Path.Combine(Found, name + ".words"), words);
        var files = Directory.CreateDirectory(Path.Combine(Found, name + ".files")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(words.First(word => word.StartsWith('/')))!))
            File.Copy(file, Path.Combine(files, Path.GetFileName(file)), overwrite: true);
    }

    static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
