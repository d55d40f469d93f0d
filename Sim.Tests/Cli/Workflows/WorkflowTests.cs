using System.Xml.Linq;
using Sim.Tests.House;
using YamlDotNet.RepresentationModel;

namespace Sim.Tests.Cli.Workflows;

/// <summary>The commands of the action and of the workflows in the documents do what they are for. Steps that use other people's actions are left out.</summary>
[Platform("Linux,MacOsX")]
public sealed class WorkflowTests
{
    [Test]
    public void The_workflow_for_GitHub_gives_what_an_unsharded_run_gives_and_fails_where_a_figure_moves()
    {
        using var ci = new CiFolder();
        ci.CheckOutSource();
        ci.MakeBaseline();

        foreach (var (job, script) in GitHubSteps())
            Assert.That(ci.Run(script), Is.Zero, $"{job}: {ci.Output}");

        AssertGatesPass(ci);
        var baseline = ci.FileOf("perf/baseline.json");
        File.WriteAllText(baseline, File.ReadAllText(baseline).Replace("\"cycles_per_call\": ", "\"cycles_per_call\": 1", StringComparison.Ordinal));
        Assert.That(ci.Run(GitHubSteps().Last().Script), Is.EqualTo(1));
        Assert.That(ci.Output, Does.Contain("8 of 8 cells differ from the baseline"));
    }

    [Test]
    public void The_workflow_for_GitLab_gives_what_an_unsharded_run_gives()
    {
        using var ci = new CiFolder();
        ci.CheckOutSource("sim.git");
        ci.MakeBaseline();
        Assert.That(ci.Run("cd ../sim.git && git init -q && git add . && git -c user.name=me -c user.email=me@example.org commit -qm source"), Is.Zero, ci.Output);

        foreach (var (job, script) in GitLabJobs(ci))
        {
            Assert.That(ci.Run(script), Is.Zero, $"{job}: {ci.Output}");
            Directory.Delete(ci.FileOf("sim-source"), recursive: true);
        }

        AssertGatesPass(ci);
    }

    [Test]
    public void The_action_runs_compares_and_shows_a_summary()
    {
        using var ci = new CiFolder();
        ci.CheckOutSource();
        ci.MakeBaseline();

        Assert.That(ActionSteps(ci, new() { ["scenario"] = "perf/tracing.yaml\n", ["arguments"] = "\n  --no-charts\n", ["baseline"] = "perf/baseline.json" }), Is.EqualTo(new[] { 0, 0, 0 }), ci.Output);

        Assert.That(File.ReadAllBytes(ci.FileOf("out/sim/results.csv")), Is.EqualTo(File.ReadAllBytes(ci.PathOf("before/results.csv"))));
        Assert.That(Failures(ci.FileOf("out/sim/run.xml")) + Failures(ci.FileOf("out/sim/compare.xml")), Is.Zero);
        Assert.That(Directory.EnumerateFiles(ci.PathOf("runner/sim-cache")), Is.Not.Empty);
        Assert.That(File.ReadAllText(ci.PathOf("summary.md")), Does.Contain("Budgets and expectations").And.Contain("cells are as in the baseline"));
    }

    [Test]
    public void The_action_fails_where_a_rule_is_broken_and_compares_nothing_without_a_baseline()
    {
        using var ci = new CiFolder();
        ci.CheckOutSource();
        ci.Environment["GITHUB_ACTIONS"] = "true";

        Assert.That(ActionSteps(ci, new() { ["scenario"] = "perf/tracing.yaml", ["arguments"] = "--no-charts\n--set\nbudgets=[{ metric: per_call_ns, at_most: 0.001 ns }]" }), Is.EqualTo(new[] { 0, 1 }), ci.Output);

        Assert.That(ci.Output, Does.Contain("::error ").And.Contain("budget broken: per_call_ns is at most 0.001 ns"));
        Assert.That(Failures(ci.FileOf("out/sim/run.xml")), Is.EqualTo(1));
    }

    static void AssertGatesPass(CiFolder ci)
    {
        foreach (var file in (string[])["results.csv", "results.json"])
            Assert.That(File.ReadAllBytes(ci.FileOf($"results/{file}")), Is.EqualTo(File.ReadAllBytes(ci.PathOf($"before/{file}"))), file);
        Assert.That(Failures(ci.FileOf("merge.xml")) + Failures(ci.FileOf("compare.xml")), Is.Zero);
        Assert.That(Directory.EnumerateFiles(ci.FileOf(".sim-cache")), Is.Not.Empty);
    }

    static int Failures(string junit) => XDocument.Load(junit).Root is { } root
        ? (int)root.Attribute("failures")! + (int)root.Attribute("errors")!
        : 0;

    static IEnumerable<(string Job, string Script)> GitHubSteps()
    {
        foreach (var (name, job) in ((YamlMappingNode)WorkflowFile.Read("docs/ci/github.yml").Find("jobs")!).Children)
        {
            List<string> shards = job.Find("strategy.matrix.shard") is null ? [""] : [.. job.Texts("strategy.matrix.shard")];
            foreach (var shard in shards)
            {
                var values = new Dictionary<string, string> { ["matrix.shard"] = shard, ["strategy.job-total"] = $"{shards.Count}" };
                foreach (var step in ((YamlSequenceNode)job.Find("steps")!).Children.Where(step => step.Text("uses") is null))
                    yield return (((YamlScalarNode)name).Value!, WorkflowFile.Expand(step.Text("run")!, values));
            }
        }
    }

    static IEnumerable<(string Job, string Script)> GitLabJobs(CiFolder ci)
    {
        var file = WorkflowFile.Read("docs/ci/gitlab.yml");
        foreach (var stage in file.Texts("stages"))
        {
            var job = file.Find(stage)!;
            var total = int.Parse(job.Text("parallel") ?? "1", System.Globalization.CultureInfo.InvariantCulture);
            for (var index = 1; index <= total; index++)
            {
                (ci.Environment["CI_NODE_INDEX"], ci.Environment["CI_NODE_TOTAL"]) = ($"{index}", $"{total}");
                yield return (stage, string.Join('\n', file.Texts("default.before_script").Concat(job.Texts("script"))));
            }
        }
    }

    // The exit code of each step, up to the first that fails.
    static List<int> ActionSteps(CiFolder ci, Dictionary<string, string> given)
    {
        var action = WorkflowFile.Read("action.yml");
        var inputs = ((YamlMappingNode)action.Find("inputs")!).Children.ToDictionary(
            input => $"inputs.{((YamlScalarNode)input.Key).Value}",
            input => given.GetValueOrDefault(((YamlScalarNode)input.Key).Value!, input.Value.Text("default") ?? ""));
        var codes = new List<int>();
        foreach (var step in ((YamlSequenceNode)action.Find("runs.steps")!).Children.Where(step => step.Text("uses") is null))
        {
            if (step.Text("if") is { } condition)
            {
                Assert.That(condition, Is.EqualTo("inputs.baseline != ''"));
                if (inputs["inputs.baseline"].Length == 0)
                    continue;
            }

            Assert.That(step.Text("shell"), Is.EqualTo("bash"));
            foreach (var (name, value) in (step.Find("env") as YamlMappingNode ?? []).Children)
                ci.Environment[((YamlScalarNode)name).Value!] = WorkflowFile.Expand(((YamlScalarNode)value).Value!, inputs);
            // A value in the script itself would be a way to inject commands.
            Assert.That(step.Text("run"), Does.Not.Contain("${{"));
            codes.Add(ci.Run(step.Text("run")!));
            if (codes[^1] != 0)
                break;
        }

        return codes;
    }
}
