using Sim.Core.Units;
using Sim.Tests.Scenarios;
using Repository = Sim.Tests.House.Repository;

namespace Sim.Tests.Fuzz;

/// <summary>Puts a mutant into a folder.</summary>
/// <returns>The words of the command that reads it.</returns>
delegate string[] Corpus(TemporaryFolder folder, Pcg random);

/// <summary>What is text: scenarios, profiles, measurements, logs, traces, routines.</summary>
static class TextCorpora
{
    public static IEnumerable<Corpus> All()
    {
        List<string> scenarios = [.. Texts("scenarios/intro", "*.yaml"), .. Texts("scenarios/validation", "*.yaml"), .. Texts("Sim.Tests/Golden/Wrong/scenarios", "*.yaml")];
        List<string> routines = [.. Texts("scenarios/intro", "*.s"), .. Texts("Sim.Core/Mechanisms", "*.s"), .. Texts("Sim.Core/Tracers", "*.s")];
        yield return Of(scenarios, (folder, text) => ["check", folder.Write("s.yaml", text)]);
        yield return Of(scenarios, (folder, text) =>
            ["run", folder.Write("s.yaml", text), "--out", folder.PathOf("out"), "--no-cache", "--no-charts", "--quiet", "--jobs", "1", "--set", "workload.calls=20"]);
        yield return Of([.. Texts("scenarios/cores", "*.yaml")], (folder, text) => Profile(folder, "core", text));
        yield return Of([.. Texts("scenarios/kernels", "*.yaml")], (folder, text) => Profile(folder, "kernel", text));
        yield return Of([.. Texts("scenarios/kernels", "*.yaml")], (folder, text) => ["layout", "--kernel", folder.Write("k.yaml", text)]);
        yield return Of([.. Texts("scenarios/measurements", "rutland*.csv"), .. Texts("scenarios/measurements", "debian*.csv")], (folder, text) =>
            ["check", folder.Write("m.yaml", Scenario("m", "core: neoverse-n1", "kernel: linux-6.1-debian", $"measurements: {Path.GetFileName(folder.Write("m.csv", text))}"))]);
        yield return Of([.. Texts("scenarios/measurements/logs", "*.log")], (folder, text) => ["import", "ftrace-ops", folder.Write("l.log", text)]);
        yield return Of([.. Texts("scenarios/workloads", "*.csv").Select(text => text[..Math.Min(text.Length, 4000)]), Statistics, Stacks], (folder, text) =>
            ["import", "function-profile", folder.Write("p.txt", text)]);
        yield return Of([Trace], (folder, text) => ["import", "trace", folder.Write("t.txt", text)]);
        yield return Of(routines, (folder, text) =>
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

    static Corpus Of(List<string> texts, Func<TemporaryFolder, string, string[]> write) =>
        (folder, random) => write(folder, Mutation.Of(texts[random.Below(texts.Count)], texts, random));

    static IEnumerable<string> Texts(string folder, string pattern) => Repository.Files(folder, pattern).Select(Repository.Read);

    const string Statistics = """
          Function                               Hit    Time            Avg             s^2
          --------                               ---    ----            ---             ---
          schedule                                94    3821.2 us       40.651 us       17.1 us
          vfs_read [ext4]                       1043    512.42 us       0.491 us        0.2 us

        """;

    const string Stacks = """
          submit_bio
          submit_bh [ext4]
            mount [12345]
            79

        Function = vfs_read [71]
             nsecs               : count     distribution
              1024 -> 2047       : 12       |************    |

        @us[cat,
            vfs_write+1
            ksys_write+103
        ]: count 3, average 2, total 6
        @[(vfs_fsync, 3)]: 7

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
}
