using System.Globalization;
using Sim.Cli;
using Sim.Core.Units;
using Sim.Tests.Scenarios;
using Repository = Sim.Tests.House.Repository;

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
        var corpora = Corpora().ToList();
        var (random, failures, start) = (new Pcg(Seed, 0), new List<string>(), Environment.CpuUsage.TotalTime);
        for (var input = 0; input < Fewest || (Environment.CpuUsage.TotalTime - start).TotalSeconds < Seconds; input++)
        {
            var corpus = corpora[input % corpora.Count];
            var text = Mutation.Of(corpus.Texts[random.Below(corpus.Texts.Count)], corpus.Texts, random);
            var words = corpus.Write(folder, text);
            Keep("current", words, text);
            if (Failure(words) is { } failure)
            {
                failures.Add($"input {input}: sim {string.Join(' ', words)}: {failure}");
                Keep(FormattableString.Invariant($"failure-{input}"), words, text);
            }
            else if (input % Kept == Kept - 1)
            {
                Keep(FormattableString.Invariant($"sample-{input}"), words, text);
            }
        }

        Assert.That(failures, Is.Empty, string.Join('\n', failures));
    }

    static IEnumerable<Corpus> Corpora()
    {
        List<string> scenarios = [.. Texts("scenarios/intro", "*.yaml"), .. Texts("scenarios/validation", "*.yaml"), .. Texts("Sim.Tests/Golden/Wrong/scenarios", "*.yaml")];
        List<string> routines = [.. Texts("scenarios/intro", "*.s"), .. Texts("Sim.Core/Mechanisms", "*.s"), .. Texts("Sim.Core/Tracers", "*.s")];
        yield return new(scenarios, (folder, text) => ["check", folder.Write("s.yaml", text)]);
        yield return new(scenarios, (folder, text) =>
            ["run", folder.Write("s.yaml", text), "--out", folder.PathOf("out"), "--no-cache", "--no-charts", "--quiet", "--jobs", "1", "--set", "workload.calls=20"]);
        yield return new([.. Texts("scenarios/cores", "*.yaml")], (folder, text) => Profile(folder, "core", text));
        yield return new([.. Texts("scenarios/kernels", "*.yaml")], (folder, text) => Profile(folder, "kernel", text));
        yield return new([.. Texts("scenarios/kernels", "*.yaml")], (folder, text) => ["layout", "--kernel", folder.Write("k.yaml", text)]);
        yield return new([.. Texts("scenarios/measurements", "rutland*.csv"), .. Texts("scenarios/measurements", "debian*.csv")], (folder, text) =>
            ["check", folder.Write("m.yaml", Scenario("m", "core: neoverse-n1", "kernel: linux-6.1-debian", $"measurements: {Path.GetFileName(folder.Write("m.csv", text))}"))]);
        yield return new([.. Texts("scenarios/measurements/logs", "*.log")], (folder, text) => ["import", "ftrace-ops", folder.Write("l.log", text)]);
        yield return new([.. Texts("scenarios/workloads", "*.csv").Select(text => text[..Math.Min(text.Length, 4000)]), Statistics], (folder, text) =>
            ["import", "function-profile", folder.Write("p.txt", text)]);
        yield return new([Trace], (folder, text) => ["import", "trace", folder.Write("t.txt", text)]);
        yield return new(routines, (folder, text) =>
        {
            folder.Write("t.s", text);
            return ["check", folder.Write("r.yaml", Scenario("r", "core: neoverse-n1", "kernel: linux-6.3-call-ops", "strategy: { file: t.s, entry: ftrace_caller }"))];
        });
    }

    static string[] Profile(TemporaryFolder folder, string kind, string text)
    {
        // A file's name is the one in it.
        var name = text.Split('\n').FirstOrDefault(line => line.StartsWith("name: ", StringComparison.Ordinal))?[6..].Trim() ?? "p";
        var file = (name.Length is > 0 and < 60 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.') ? name : "p") + ".yaml";
        folder.Write(file, text);
        return ["check", folder.Write("c.yaml", Scenario("c", kind == "core" ? $"core: ./{file}" : "core: neoverse-n1", kind == "kernel" ? $"kernel: ./{file}" : "kernel: linux-6.1-debian", ""))];
    }

    static string Scenario(string name, string core, string kernel, string more) => $$"""
        # Is it fast?
        schema: sim/scenario/1
        name: {{name}}
        {{core}}
        {{kernel}}
        workload: { kind: call_loop, calls: 20 }
        tracers:
          relevant: { tracer: nop, count: 1 }
        {{more}}

        """;

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

    static void Keep(string name, string[] words, string text)
    {
        if (Found is null)
            return;
        File.WriteAllText(Path.Combine(Found, name), text);
        File.WriteAllLines(Path.Combine(Found, name + ".words"), words);
        if (name == "current")
            return;
        var files = Directory.CreateDirectory(Path.Combine(Found, name + ".files")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(words.First(word => word.StartsWith('/')))!))
            File.Copy(file, Path.Combine(files, Path.GetFileName(file)), overwrite: true);
    }

    static IEnumerable<string> Texts(string folder, string pattern) => Repository.Files(folder, pattern).Select(Repository.Read);

    static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    const string Statistics = """
          Function                               Hit    Time            Avg             s^2
          --------                               ---    ----            ---             ---
          schedule                                94    3821.2 us       40.651 us       17.1 us
          vfs_read [ext4]                       1043    512.42 us       0.491 us        0.2 us

        """;

    const string Trace = """
        # tracer: function
        #
        #           TASK-PID     CPU#  |||||  TIMESTAMP  FUNCTION
        #              | |         |   |||||     |         |
                    bash-1977    [000] .....  17284.993652: step_one <-step_two
                    bash-1977    [001] .....  17284.993653: step_two <-x64_sys_read
        CPU:1 [LOST 7 EVENTS]
                    bash-1977    [001] d..1.  17284.993657: step_three <-step_two

        """;

    /// <summary>Files of one kind.</summary>
    /// <param name="Texts">Those that are mutated.</param>
    /// <param name="Write">Puts a mutant into a folder; the words of the command that reads it.</param>
    sealed record Corpus(IReadOnlyList<string> Texts, Func<TemporaryFolder, string, string[]> Write);
}
