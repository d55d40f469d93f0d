using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Build.Rules;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Scenarios.Files;
using Sim.Scenarios.Profiles;

namespace Sim.Tests.Scenarios;

public sealed class ConfigKeyTests
{
    const string Kernel = "# mine\nschema: sim/kernel/1\nname: mine\ninherits: linux-6.12-debian\nconfig: my.config\n";

    // A distribution's 6.1 with call ops backported.
    const string Backport = """
        # Linux/arm64 6.1.90 Kernel Configuration
        CONFIG_ARM64=y
        CONFIG_GCC_VERSION=120200
        CONFIG_FUNCTION_TRACER=y
        CONFIG_DYNAMIC_FTRACE=y
        CONFIG_DYNAMIC_FTRACE_WITH_ARGS=y
        CONFIG_DYNAMIC_FTRACE_WITH_CALL_OPS=y
        CONFIG_ARM64_16K_PAGES=y

        """;

    TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void A_kernel_file_takes_release_compiler_and_options_from_the_config_it_names()
    {
        var build = Read(Kernel, Backport, out _)!.Value;

        Assert.That((build.Version.ToString(), build.Compiler.ToString(), build.Options.PageBytes), Is.EqualTo(("6.1.90", "gcc 12", 16_384)));
        Assert.That(build.Options.Kaslr, Is.False);
        Assert.That(build.Structures.OpsBytes, Is.EqualTo(216));
        Assert.That(MechanismCatalogue.Of(ConfigResolver.Resolve(build)).Mechanism.Name, Is.EqualTo("call_ops"));
    }

    [Test]
    public void A_scenarios_report_says_where_the_config_contradicts_the_rules_of_its_release()
    {
        Read(Kernel, Backport, out _);
        var text = SampleScenario.With("linux-6.2-args", "mine.yaml");
        var bag = new DiagnosticBag();

        var scenario = ScenarioFile.Read(_folder.Write("s.yaml", text), [], bag);

        Assert.That(_folder.Show(bag), Is.Empty);
        Assert.That(scenario!.Remarks, Does.Contain("mine: DYNAMIC_FTRACE_WITH_CALL_OPS: the config sets it, against the rule: call ops came with 6.3"));
    }

    [Test]
    public void Another_config_gives_another_hash()
    {
        Read(Kernel, Backport, out _);
        var path = _folder.Write("s.yaml", SampleScenario.With("linux-6.2-args", "mine.yaml"));
        var first = ScenarioFile.Read(path, [], []);
        _folder.Write("my.config", Backport + "CONFIG_HZ=250\n");

        Assert.That(ScenarioFile.Read(path, [], [])!.Hash, Is.Not.EqualTo(first!.Hash));
    }

    [Test]
    public void An_option_given_for_one_run_makes_it_another_build_of_which_the_rules_decide()
    {
        Read(Kernel, Backport, out _);
        var text = SampleScenario.With("kernels: [linux-6.2-args, linux-6.3-call-ops]", "kernel: mine.yaml");
        var bag = new DiagnosticBag();

        var scenario = ScenarioFile.Read(_folder.Write("s.yaml", text), ["kernel.options.kaslr=true"], bag);

        Assert.That(_folder.Show(bag), Is.Empty);
        Assert.That(scenario!.Cells[0].Spec.Kernel.Configured, Is.Null);
        Assert.That(scenario.Cells[0].Strategy, Is.EqualTo("list_func"));
        Assert.That(scenario.Remarks, Is.Empty);
    }

    [TestCase("version: { value: 6.1, guess: g }\n", "mine.yaml:6:19: error SIM123: version '6.1' contradicts the config 'my.config', which says 6.1.90\n 6 | version: { value: 6.1, guess: g }\n   |                   ^^^\n hint: Leave it out: the config is what was built.")]
    [TestCase("options:\n  cfi: { value: true, guess: g }\n", "mine.yaml:7:17: error SIM123: options.cfi 'true' contradicts the config 'my.config', which says false\n 7 |   cfi: { value: true, guess: g }\n   |                 ^^^^\n hint: Leave it out: the config is what was built.")]
    [TestCase("options:\n  cfi: { value: false, guess: g }\n", "")]
    public void A_value_of_the_file_itself_must_not_contradict_the_config(string more, string expected)
    {
        Read(Kernel + more, Backport, out var mistakes);

        Assert.That(mistakes, Is.EqualTo(expected));
    }

    [TestCase("config: none.config", "mine.yaml:5:9: error SIM101: there is no file 'none.config'\n 5 | config: none.config\n   |         ^^^^^^^^^^^\n hint: Looked for none.config.")]
    [TestCase("config: mine.yaml", "mine.yaml: error SIM248: this is a kernel file of Sim, not a kernel's .config\n hint: Use: sim run SCENARIO --set kernel=FILE.")]
    [TestCase("config: [a]", "mine.yaml:5:9: error SIM113: config must be a single value, not a list\n 5 | config: [a]\n   |         ^")]
    public void Another_file_or_none_is_refused(string key, string expected)
    {
        Read(Kernel.Replace("config: my.config", key, StringComparison.Ordinal), Backport, out var mistakes);

        Assert.That(mistakes, Is.EqualTo(expected));
    }

    Profile<KernelBuild>? Read(string kernel, string config, out string mistakes)
    {
        _folder.Write("my.config", config);
        var bag = new DiagnosticBag();
        var profile = Profile.ReadKernel(_folder.Write("mine.yaml", kernel), bag);
        mistakes = _folder.Show(bag);
        return profile;
    }
}
