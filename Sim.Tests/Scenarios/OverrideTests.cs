using Sim.Scenarios.Files;

namespace Sim.Tests.Scenarios;

public sealed class OverrideTests
{
    [Test]
    public void An_override_replaces_the_value_in_the_file()
    {
        var scenario = Read("workload.calls=50", "core=apple-m1-firestorm", "seed=7", "workload.calls=60");

        Assert.That(scenario.Specs.Select(cell => cell.Calls), Is.All.EqualTo(60));
        Assert.That(scenario.Specs.Select(cell => cell.Core.Name), Is.All.EqualTo("apple-m1-firestorm"));
        Assert.That(scenario.Seed, Is.EqualTo(7));
    }

    [Test]
    public void The_singular_and_the_plural_of_a_profile_replace_each_other()
    {
        var scenario = Read("cores=[neoverse-n1, apple-m1-firestorm]", "kernel=linux-6.3-call-ops");

        Assert.That(scenario.Specs.Select(cell => cell.Core.Name).Distinct(), Is.EqualTo(new[] { "neoverse-n1", "apple-m1-firestorm" }));
        Assert.That(scenario.Specs.Select(cell => cell.Kernel.Name).Distinct(), Is.EqualTo(new[] { "linux-6.3-call-ops" }));
    }

    [Test]
    public void A_path_on_the_command_line_starts_from_the_current_folder_and_not_from_the_scenarios()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.yaml", "# mine\nschema: sim/core/1\nname: mine\ninherits: neoverse-n1\n");
        folder.Write("s.yaml", SampleScenario.Text);
        var here = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.PathOf("mine.yaml"));

        Assert.That(folder.Read("s.yaml", $"core={here}"), Is.Empty);
        Assert.That(folder.Read("s.yaml", "core=mine.yaml"), Does.Contain("there is no file 'mine.yaml'"));
    }

    [Test]
    public void A_sweep_can_be_replaced_as_a_whole()
    {
        var scenario = Read("sweep=[{ relevant: 1, irrelevant: [0, 5] }]");

        Assert.That(scenario.Specs.Take(2).Select(cell => cell.IrrelevantTracers), Is.EqualTo(new[] { 0, 5 }));
    }

    [Test]
    public void An_override_changes_the_hash() => Assert.That(Read("seed=1").Hash, Is.Not.EqualTo(Read().Hash));

    [Test]
    public void A_mistake_in_an_override_points_into_it()
    {
        using var folder = new TemporaryFolder();

        var shown = folder.Mistakes(SampleScenario.Text, "seed=1", "workload.cals=10", "core=neoverse-n3", "seed", "core.rob=1", "seed=[");

        Assert.That(shown, Is.EqualTo("""
            --set:4:1: error SIM148: 'seed' is not of the form key=value
             4 | seed
               | ^^^^
             hint: Write workload.calls=1000.
            --set:5:1: error SIM110: a core has no value 'rob'
             5 | core.rob=1
               | ^^^^^^^^
             hint: scenarios/cores/README.md lists all, and so does 'sim schema core'.
            --set:6:7: error SIM105: not YAML: While parsing a node, did not find expected node content.
             6 | seed=[
               |       ^
            --set:3:6: error SIM102: unknown core 'neoverse-n3'
             3 | core=neoverse-n3
               |      ^^^^^^^^^^^
             hint: did you mean 'neoverse-n1'? Known: ampereone, apple-m1-firestorm, apple-m1-icestorm, apple-m4, cortex-a53, cortex-a55, cortex-a57, cortex-a710, cortex-a715, cortex-a72, cortex-a720, cortex-a76, cortex-a78, cortex-x1, cortex-x2, cortex-x3, cortex-x4, neoverse-n1, neoverse-n2, neoverse-v1, neoverse-v2, neoverse-v3, oryon, taishan-v110. A file of your own needs its extension: my.yaml.
            --set:2:1: error SIM110: workload has an unknown key 'cals'
             2 | workload.cals=10
               | ^^^^^^^^^^^^^
             hint: did you mean 'calls'? Known: arrivals, calls, cold, kind, polluted_lines, stack_offset.
            """));
    }

    [Test]
    public void A_value_of_a_core_or_a_kernel_can_be_set_without_a_file()
    {
        var scenario = Read("core.memory.l1d.size=16 KiB", "core.memory.l1d.ways=4", "kernel.options.kaslr=true");

        Assert.That(scenario.Specs.Select(cell => cell.Core.Memory.L1D.SizeBytes), Is.All.EqualTo(16_384));
        Assert.That(scenario.Specs.Select(cell => cell.Kernel.Options.Kaslr), Is.All.True);
        Assert.That(scenario.Provenance["neoverse-n1"].Single(value => value.Key == "memory.l1d.size").Guess, Is.EqualTo("given for this run"));
    }

    [TestCase("core.memory.l1d.size=16", """
        --set:1:22: error SIM122: memory.l1d.size '16' has no unit
         1 | core.memory.l1d.size=16
           |                      ^^
         hint: Known units: B, KiB, MiB, GiB.
        """)]
    [TestCase("core.memory.l1d.size=48 KiB", """
        --set:1:22: error SIM123: memory.l1d.size must make a power of two sets of the ways
         1 | core.memory.l1d.size=48 KiB
           |                      ^^^^^^
        """)]
    [TestCase("core.l1d.size=16 KiB", """
        --set:1:1: error SIM110: a core has no value 'l1d.size'
         1 | core.l1d.size=16 KiB
           | ^^^^^^^^^^^^^
         hint: did you mean 'memory.l1i.size' or 'memory.l1d.size' or 'memory.l2.size' or 'memory.l3.size'?
        """)]
    [TestCase("core.memory.l1d=16 KiB", """
        --set:1:1: error SIM110: 'memory.l1d' holds several values of a core
         1 | core.memory.l1d=16 KiB
           | ^^^^^^^^^^^^^^^
         hint: Name one of them: memory.l1d.size, memory.l1d.ways, memory.l1d.line.
        """)]
    [TestCase("name=other", """
        --set:1:1: error SIM148: name cannot be set: it says what the file is
         1 | name=other
           | ^^^^
         hint: Copy the file to give it another name.
        """)]
    [TestCase("cores=a,b", """
        --set:1:7: error SIM113: cores must be a list, not 'a,b'
         1 | cores=a,b
           |       ^^^
         hint: Write [a,b].
        """)]
    public void A_value_that_cannot_be_set_says_why(string option, string expected)
    {
        using var folder = new TemporaryFolder();

        Assert.That(folder.Mistakes(SampleScenario.Text, option), Is.EqualTo(expected));
    }

    static Scenario Read(params string[] overrides)
    {
        using var folder = new TemporaryFolder();
        return ScenarioFile.Read(folder.Write("s.yaml", SampleScenario.Text), overrides, [])!;
    }
}
