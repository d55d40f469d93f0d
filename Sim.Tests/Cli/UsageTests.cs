namespace Sim.Tests.Cli;

public sealed class UsageTests
{
    [TestCase(new[] { "vaidate" }, "sim: unknown verb 'vaidate'\n hint: did you mean 'validate'?")]
    [TestCase(new[] { "run", "x.yaml", "--fromat", "csv" }, "sim: unknown option '--fromat'\n hint: did you mean '--format'?")]
    [TestCase(new[] { "run", "x.yaml", "--format", "cvs" }, "sim: unknown format 'cvs'\n hint: did you mean 'csv'?")]
    [TestCase(new[] { "run", "x.yaml", "--jobs", "0" }, "sim: --jobs '0' is not a whole number from 1 to 1024")]
    [TestCase(new[] { "run" }, "SCENARIO")]
    [TestCase(new[] { "list", "kernel" }, "sim: unknown kind 'kernel'\n hint: did you mean 'kernels'?")]
    [TestCase(new[] { "layout", "--compiler", "gc-12" },
        "sim: unknown compiler 'gc-12'\n hint: did you mean 'gcc'? Known: clang, gcc. Write gcc-12 or clang-16.\nTry")]
    [TestCase(new[] { "layout", "--compiler", "gcc" }, "sim: --compiler 'gcc' has no version from 4 to 99, as in gcc-12\nTry")]
    [TestCase(new[] { "layout", "--version", "3.18" }, "sim: --version '3.18' is not a release from 4.0 to 99.999, such as 6.1, 6.6.23 or 6.8.0-45-generic\nTry")]
    [TestCase(new[] { "layout", "--cfi", "ture" }, "sim: --cfi 'ture' is not true or false\n hint: Write --cfi true|false, or --cfi alone, which means true.")]
    [TestCase(new[] { "layout", "--kernel", "linux-6.12-debain" },
        "error SIM102: unknown kernel 'linux-6.12-debain'\n hint: did you mean 'linux-6.12-debian'?")]
    [TestCase(new[] { "layout", "--functions", "0" }, "sim: --functions '0' is not a whole number from 1 to 10000000")]
    [TestCase(new[] { "layout", "--compilr", "gcc-12" }, "sim: unknown option '--compilr'\n hint: did you mean '--compiler'?")]
    [TestCase(new[] { "run", "01-one-tracer", "--out", "/proc/none/out" }, "sim: cannot write to /proc/none/out: no directory can be made in /proc/none")]
    [TestCase(new[] { "list", "cores", "kernels" }, "sim: unexpected argument 'kernels'")]
    [TestCase(new[] { "probe", "cortex-a72", "--measured" }, "Required argument missing for option: '--measured'.")]
    [TestCase(new[] { "explain", "01-one-tracer", "--against" }, "Required argument missing for option: '--against'.")]
    [TestCase(new[] { "capture", "image.elf", "--call" }, "Required argument missing for option: '--call'.")]
    [TestCase(new[] { "layout", "--seeds" }, "Required argument missing for option: '--seeds'.")]
    [TestCase(new string[0], "Examples:")]
    public void A_mistake_on_the_command_line_exits_with_2_and_says_what_to_type(string[] args, string message)
    {
        using var run = new SimRun();

        Assert.That(run.Sim(args), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString().ReplaceLineEndings("\n"), Does.Contain(message));
        Assert.That(run.Stdout.ToString(), Is.Empty);
    }

    [TestCase("run")]
    [TestCase("check")]
    [TestCase("validate")]
    [TestCase("probe")]
    [TestCase("layout")]
    [TestCase("list")]
    public void Every_verb_explains_itself_with_examples(string verb)
    {
        using var run = new SimRun();

        Assert.That(run.Sim([verb, "--help"]), Is.Zero);
        Assert.That(run.Stdout.ToString(), Does.Contain("Usage:").And.Contain($"Examples:\n  sim {verb} "));
    }

    [Test]
    public void Help_names_arguments_and_not_all_that_they_may_be()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["--help"]), Is.Zero);
        Assert.That(run.Stdout.ToString(), Does.Contain("run <SCENARIO>").And.Contain("probe <CORE>").And.Not.Contain("01-one-tracer|"));
    }

    [Test]
    public void The_version_is_one_line_on_stdout()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["--version"]), Is.Zero);
        Assert.That(run.Stdout.ToString(), Does.Match(@"^sim \d+\.\d+\.\d+\S*\n$"));
    }

    [TestCase("cores", "apple-m1-firestorm")]
    [TestCase("kernels", "linux-6.3-call-ops")]
    [TestCase("strategies", "mcount              gcc -pg")]
    [TestCase("tracers", "nop")]
    [TestCase("scenarios", "rutland-2023-call-ops")]
    [TestCase("metrics", "overhead_ns")]
    public void Everything_that_has_a_name_can_be_listed(string kind, string name)
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["list", kind]), Is.Zero);
        Assert.That(run.Stdout.ToString(), Does.Contain(name));
    }

    [Test]
    public void Check_prints_the_cells_and_simulates_nothing()
    {
        using var run = new SimRun { Simulate = (_, _) => throw new InvalidOperationException("ran") };
        var scenario = run.Write("small.yaml", SimRun.Scenario);

        Assert.That(run.Sim(["check", scenario]), Is.Zero);
        Assert.That(run.Stdout.ToString(), Does.StartWith("small: 6 cells, ").And.Contain("call_ops"));
    }

    [Test]
    public void One_cell_is_no_plural()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario.Replace("[0, 1, 10]", "[10]").Replace(", linux-6.3-call-ops", ""));

        Assert.That(run.Sim(["check", scenario]), Is.Zero, run.Stderr.ToString());
        Assert.That(run.Stdout.ToString(), Does.StartWith("small: 1 cell, "));
    }

    [Test]
    public void Check_reads_core_and_kernel_files_by_themselves()
    {
        using var run = new SimRun();
        var kernel = run.Write("mine.yaml", "# Mine\nschema: sim/kernel/1\nname: mine\ninherits: linux-6.12-debian\n");
        var core = run.Write("n1.yaml", "# N1\nschema: sim/core/1\nname: n1\ninherits: neoverse-n1\nmemory: { dram: { value: 0, guess: g } }\n");

        Assert.That(run.Sim(["check", kernel]), Is.Zero);
        Assert.That(run.Stdout.ToString(), Is.EqualTo("mine: a kernel build of 46 values, 9 of them guesses\n"));
        Assert.That(run.Sim(["check", core]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("n1.yaml:5:26: error SIM122: memory.dram '0' has no unit"));
    }

    [Test]
    public void A_kernel_file_where_a_scenario_is_wanted_is_named()
    {
        using var run = new SimRun();
        var kernel = run.Write("mine.yaml", "# Mine\nschema: sim/kernel/1\nname: mine\ninherits: linux-6.12-debian\n");

        Assert.That(run.Sim(["run", kernel]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("mine.yaml:2:9: error SIM248: this is a kernel file, not a scenario").And.Contain("kernel: mine.yaml"));
    }

    [Test]
    public void A_bug_is_one_line_and_exits_with_3()
    {
        using var run = new SimRun();
        using var closed = new StringWriter();
        closed.Dispose();

        Assert.That(global::Sim.Cli.SimProgram.Run(["list", "cores"], closed, run.Stderr), Is.EqualTo(3));
        Assert.That(run.Stderr.ToString().Trim().Split('\n'), Has.Length.EqualTo(1).And.Some.StartsWith("sim: bug: "));
    }
}
