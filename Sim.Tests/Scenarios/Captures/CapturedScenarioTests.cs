using Sim.Cli;
using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Files;
using Sim.Scenarios.Running;

namespace Sim.Tests.Scenarios.Captures;

public sealed class CapturedScenarioTests
{
    // blr and b.
    const int CallerInstructions = 2;

    // Two NOPs at the entry, and the body.
    const int UntracedInstructions = 5;

    [TestCase("neoverse-n1")]
    [TestCase("cortex-a53")]
    public void A_captured_call_executes_on_a_core_what_it_executed_without_time(string core)
    {
        using var folder = FolderWithCapture();

        var cell = Run(folder, Scenario($"core: {core}\nkernel: ./my.capture\n", "{ kind: captured_call, calls: 400 }", "{ relevant: { count: 1 } }")).Single();

        Assert.That(cell.Reason, Is.Null);
        Assert.That((double)cell.Run!.Instructions / cell.Run.Calls, Is.EqualTo(TracedKernel.Instructions + (TracedKernel.MoreInFourth / 4.0) + CallerInstructions));
        Assert.That((double)cell.Baseline!.Instructions / cell.Run.Calls, Is.EqualTo(UntracedInstructions + CallerInstructions));
        Assert.That(cell.Run.Regions.Select(region => region.Region), Is.EquivalentTo((string[])["caller", "el1_brk", "exceptions", "traced_function", "tracer", "vectors"]));
        Assert.That(cell.Run.Regions.Single(region => region.Region == "tracer").Instructions, Is.EqualTo(400 * 15 + (100 * 3)));
        Assert.That(cell.Run.FollowedCalls, Is.Zero);
    }

    [Test]
    public void Captures_and_kernel_builds_go_into_one_sweep()
    {
        using var folder = FolderWithCapture();

        var cells = Run(folder, Scenario("cores: [neoverse-n1, cortex-a53]\nkernels: [./my.capture, linux-6.12-debian]\n", "{ kind: captured_call, calls: 100 }", "{ relevant: { count: 1 } }"));

        Assert.That(cells.Select(cell => (cell.Spec.Kernel.Name, cell.Status)), Is.EqualTo(new[]
        {
            ("my", CellStatus.Ok), ("my", CellStatus.Ok), ("linux-6.12-debian", CellStatus.Ok), ("linux-6.12-debian", CellStatus.Ok),
        }));
        Assert.That(cells.Select(cell => cell.Planned.Strategy).Distinct(), Is.EqualTo(new[] { "captured", "call_ops" }));
    }

    [Test]
    public void Two_captures_of_one_name_are_refused()
    {
        using var folder = FolderWithCapture();
        Directory.CreateDirectory(folder.PathOf("sub"));
        File.Copy(folder.PathOf("my.capture"), folder.PathOf("sub/my.capture"));

        var mistakes = folder.Mistakes(Scenario("core: neoverse-n1\nkernels: [./my.capture, ./sub/my.capture]\n", "{ kind: captured_call, calls: 100 }", "{ relevant: { count: 1 } }"));

        Assert.That(mistakes, Does.Contain("error SIM146: two files are kernel 'my': results could not tell them apart").And.Contain("hint: Give one another name."));
    }

    [TestCase("{ relevant: { count: 1 }, irrelevant: { count: 3 } }", "no irrelevant tracers can be added to the capture: the image has no types (BTF) that say what struct ftrace_ops looks like")]
    [TestCase("{ relevant: { count: 2 } }", "a capture has the tracers that it was taken with: 1 relevant tracer means those, and 0 none; for more, take an image with them (scripts/images/make-images ops_2_0)")]
    public void Other_tracers_than_those_of_the_image_are_refused(string tracers, string reason)
    {
        using var folder = FolderWithCapture();

        var cell = Run(folder, Scenario("core: neoverse-n1\nkernel: ./my.capture\n", "{ kind: captured_call, calls: 100 }", tracers)).Single();

        Assert.That((cell.Status, cell.Reason), Is.EqualTo((CellStatus.Unsupported, reason)));
    }

    [Test]
    public void An_untraced_function_has_no_tracer_to_count()
    {
        using var folder = FolderWithCapture("untraced_function");
        const string Machine = "core: neoverse-n1\nkernel: ./my.capture\n";

        var traced = Run(folder, Scenario(Machine, "{ kind: captured_call, calls: 100 }", "{ relevant: { count: 1 } }")).Single();
        var untraced = Run(folder, Scenario(Machine, "{ kind: captured_call, calls: 100 }", "{}")).Single();

        Assert.That(traced.Reason, Does.StartWith("nothing is attached to the entry of untraced_function"));
        Assert.That(untraced.Run!.Instructions, Is.EqualTo(100 * (1 + CallerInstructions)));
    }

    [Test]
    public void More_calls_than_the_capture_has_memory_for_are_refused()
    {
        using var folder = FolderWithCapture(calls: "3");

        var cell = Run(folder, Scenario("core: neoverse-n1\nkernel: ./my.capture\n", "{ kind: captured_call, calls: 3 }", "{ relevant: { count: 1 } }")).Single();

        Assert.That(cell.Reason, Is.EqualTo("the capture has memory for 3 calls, of which the first ones warm up: at most 2 can be counted"));
    }

    [Test]
    public void A_capture_that_is_not_there_is_a_mistake_of_the_scenario()
    {
        using var folder = new TemporaryFolder();

        var shown = folder.Mistakes(Scenario("core: neoverse-n1\nkernel: ./my.capture\n", "{ kind: captured_call, calls: 3 }", "{}"));

        Assert.That(shown, Does.StartWith("s.yaml:5:9: error SIM101: there is no file './my.capture'").And.Contain("sim capture IMAGE --call FUNCTION --out ./my.capture makes one"));
    }

    [Test]
    public void Values_of_a_capture_cannot_be_set()
    {
        using var folder = FolderWithCapture();

        var shown = folder.Mistakes(Scenario("core: neoverse-n1\nkernel: ./my.capture\n", "{ kind: captured_call, calls: 3 }", "{}"), "kernel.addresses.text=0x1000");

        Assert.That(shown, Does.Contain("error SIM274"));
    }

    [Test]
    public void The_scenario_that_is_printed_runs_as_it_is()
    {
        using var folder = new TemporaryFolder();
        TracedKernel.WriteTo(folder.PathOf("image"), folder.PathOf("other.capture"));
        using var output = new StringWriter();
        using var errors = new StringWriter();

        var made = SimProgram.Run(["capture", folder.PathOf("image"), "--call", "traced_function", "--out", folder.PathOf("my.capture")], output, errors);
        var scenario = folder.Write("my.yaml", output.ToString()[output.ToString().IndexOf("# What does", StringComparison.Ordinal)..]);
        var run = SimProgram.Run(["run", scenario, "--out", folder.PathOf("out"), "--no-cache"], output, errors);

        Assert.That((made, run), Is.EqualTo((ExitCode.Done, ExitCode.Done)), errors.ToString());
        Assert.That(output.ToString(), Does.Match(@"\n  tracer +[0-9.]+\n"));
    }

    static TemporaryFolder FolderWithCapture(string function = "traced_function", string? calls = null)
    {
        var folder = new TemporaryFolder();
        TracedKernel.WriteTo(folder.PathOf("image"), folder.PathOf("other.capture"));
        using var errors = new StringWriter();
        string[] most = calls is null ? [] : ["--calls", calls];
        Assert.That(SimProgram.Run(["capture", folder.PathOf("image"), "--call", function, "--out", folder.PathOf("my.capture"), .. most], TextWriter.Null, errors), Is.Zero, errors.ToString());
        return folder;
    }

    static string Scenario(string machines, string workload, string tracers) =>
        $"# Why?\nschema: sim/scenario/1\nname: s\n{machines}workload: {workload}\ntracers: {tracers}\n";

    static IReadOnlyList<CellResult> Run(TemporaryFolder folder, string text)
    {
        var bag = new DiagnosticBag();
        var scenario = ScenarioFile.Read(folder.Write("s.yaml", text), [], bag);
        Assert.That(folder.Show(bag), Is.Empty);
        return new Runner(1).Run(scenario!);
    }
}
