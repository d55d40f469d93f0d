using System.Text.RegularExpressions;
using Sim.Cli;
using Sim.Core.Diagnostics;
using Sim.Scenarios.Files;
using Sim.Scenarios.Profiles;
using Sim.Tests.Cli;
using Sim.Tests.Scenarios;
using Sim.Tests.Scenarios.Captures;

namespace Sim.Tests.House;

/// <summary>What newcomers try from the documents alone works: every command line runs, every YAML block reads.</summary>
/// <remarks>Cells are not simulated, and what takes long by itself stops before it begins: that commands read, plan and write is what is tested here.</remarks>
public sealed partial class DocumentedCommandTests
{
    static readonly string[] Long = ["attach", "bench", "probe", "layout", "submit"];

    // What a reader puts in for a word in capitals.
    static readonly (string Word, string Value)[] Placeholders =
    [
        ("/boot/config-$(uname -r)", "my-config"), ("run attach.yaml", "run attach-under-load"), ("compare BASELINE CURRENT", "compare --help"), ("compare baseline.json results", "compare results results"), ("import KIND FILE", "import trace my-trace.txt"), ("validate FILE", "validate mine.csv"), ("__arm64_sys_getppid", "traced_function"), ("CORE", "cortex-a72"), ("KERNEL", "linux-6.12-debian"),
        ("SCENARIO", "01-one-tracer"), (" N", " 3"),
    ];

    static IEnumerable<string> Documents => DocumentedCommands.Documents;

    [TestCaseSource(nameof(Documents))]
    public void Every_command_line_of_a_document_runs(string document)
    {
        using var folder = new TemporaryFolder();
        WriteSamples(folder);

        foreach (var command in DocumentedCommands.In(document).SelectMany(Each))
        {
            var arguments = Arguments(command, folder);
            using var errors = new StringWriter();

            var code = SimProgram.Run(
                [.. arguments], TextWriter.Null, errors, (cell, _) => SimRun.Counted(cell), cancel: new CancellationToken(Long.Contains(arguments[0]) && arguments.Count > 1), environment: _ => null);

            Assert.That(code, Is.EqualTo(ExitCode.Done).Or.EqualTo(ExitCode.CheckFailed).Or.EqualTo(ExitCode.Interrupted), $"sim {command}\n{errors}");
        }
    }

    [TestCaseSource(nameof(Documents))]
    public void Every_YAML_block_of_a_document_reads(string document)
    {
        using var folder = new TemporaryFolder();
        WriteSamples(folder);

        foreach (var text in DocumentedCommands.YamlIn(document))
        {
            var bag = new DiagnosticBag();
            if (text.Contains("schema: sim/core/1", StringComparison.Ordinal))
                Profile.ReadCore(folder.Write($"{NameOf(text)}.yaml", text), bag);
            else if (text.Contains("schema:", StringComparison.Ordinal))
                ScenarioFile.Read(folder.Write($"{NameOf(text)}.yaml", text), [], bag);
            else
                ScenarioFile.Read(folder.Write("s.yaml", Completed(text)), [], bag);

            Assert.That(bag, Is.Empty, text);
        }
    }

    // A line for one of several machines represents those of all.
    static IEnumerable<string> Each(string command) => command.Contains("--shard 0/4", StringComparison.Ordinal)
        ? Enumerable.Range(0, 4).Select(shard => command.Replace("0/4", $"{shard}/4", StringComparison.Ordinal).Replace("s0", $"s{shard}", StringComparison.Ordinal))
        : [command];

    static List<string> Arguments(string command, TemporaryFolder folder)
    {
        foreach (var (word, value) in Placeholders)
            command = command.Replace(word, value, StringComparison.Ordinal);
        List<string> words = [.. Word().Matches(command).Select(match => match.Value.Trim('\'').Replace("my-", folder.PathOf("my-"), StringComparison.Ordinal))];
        if (command is "layout --config")
            words.Add(folder.PathOf("my-config"));
        if (words.Count == 1 && words[0] is not ("validate" or "bench"))
            return [words[0], "--help"];
        for (var index = 1; index < words.Count; index++)
        {
            if (words[index].StartsWith("scenarios/", StringComparison.Ordinal))
                words[index] = Path.Combine(Repository.Root, words[index]);
            else if (words[index] is "my.log" or "board.csv" or "my.capture" or "mine.csv" or "mine.yaml" or "function0" or "results" or "s0" or "s1" or "s2" or "s3" || words[index - 1] == "--out")
                words[index] = folder.PathOf(Path.GetFileName(words[index]));
        }

        if (words[0] == "run" && !words.Contains("--out"))
            words.AddRange(["--out", folder.PathOf("out")]);
        return words;
    }

    // A block of some keys is part of a scenario that has the others, too.
    static string Completed(string block)
    {
        var keys = Key().Matches(block).Select(match => match.Groups[1].Value).ToHashSet();
        var tools = block.Contains("function_profile", StringComparison.Ordinal) || block.Contains("tool:", StringComparison.Ordinal);
        var variables = block.Contains("others:", StringComparison.Ordinal);
        List<(string Key, string Text)> rest =
        [
            ("core", "core: neoverse-n1"),
            ("kernel", keys.Contains("kernels") ? "" : "kernel: linux-6.12-debian"),
            ("workload", tools ? "workload: { kind: function_profile, profile: my-profile.csv, calls: 1000 }" : "workload: { kind: call_loop, calls: 1000 }"),
            ("tracers", tools ? "tracers: { counter: { tracer: count, filter: all } }" : variables ? "tracers: { relevant: { count: $others } }" : "tracers: { relevant: { count: 1 } }"),
        ];
        return $"# Why?\nschema: sim/scenario/1\nname: s\n{block}{string.Join('\n', rest.Where(part => !keys.Contains(part.Key)).Select(part => part.Text))}\n";
    }

    static void WriteSamples(TemporaryFolder folder)
    {
        var scenarios = Path.Combine(Repository.Root, "scenarios");
        folder.Write("my-scenario.yaml", SampleScenario.With("name: s", "name: my-scenario"));
        folder.Write("mine.yaml", SampleScenario.With("name: s", "name: mine"));
        folder.Write("my-core.yaml", "# Mine\nschema: sim/core/1\nname: my-core\ninherits: apple-m1-firestorm\n");
        folder.Write("my-board.csv", "core,section,case,latency_cycles,per_cycle,role\nmy-core,multiplication,mul,3,1,calibration\n");
        folder.Write("board.csv", "core,section,case,latency_cycles,per_cycle\nboard,multiplication,mul,3,1\n");
        TracedKernel.WriteTo(folder.PathOf("my-image.elf"), folder.PathOf("my.capture"));
        folder.Write("my.log", File.ReadAllText(Path.Combine(scenarios, "measurements", "logs", "rutland-2023-m1-before.log")));
        folder.Write("mine.csv", File.ReadAllText(Path.Combine(scenarios, "measurements", "rutland-2023-m1.csv")));
        folder.Write("callsite_stub.s", File.ReadAllText(Path.Combine(scenarios, "intro", "callsite_stub.s")));
        var trace = string.Join('\n', File.ReadLines(Path.Combine(scenarios, "workloads", "debian-6.12-find.trace")).Take(500)) + "\n";
        var profile = "function,hits\nvfs_read,500\nvfs_write,300\ndput,200\n";
        folder.Write("my-trace.txt", trace);
        folder.Write("my-trace.csv", trace);
        folder.Write("my-profile.csv", profile);
        folder.Write("my-profile.txt", profile);
        folder.Write("function0", profile);
        folder.Write("my-config", "#\n# Linux/arm64 6.12.90 Kernel Configuration\n#\nCONFIG_CC_VERSION_TEXT=\"gcc-12 (Debian 12.2.0-14) 12.2.0\"\nCONFIG_CC_IS_GCC=y\nCONFIG_GCC_VERSION=120200\nCONFIG_ARM64=y\nCONFIG_FUNCTION_TRACER=y\n");
    }

    static string NameOf(string text) => Name().Match(text).Groups[1].Value;

    [GeneratedRegex(@"'[^']*'|\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^name: (\S+)", RegexOptions.Multiline)]
    private static partial Regex Name();

    [GeneratedRegex(@"^(\w+):", RegexOptions.Multiline)]
    private static partial Regex Key();
}
