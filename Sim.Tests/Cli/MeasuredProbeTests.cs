using Sim.Scenarios.Measurements.Instructions;
using Sim.Tests.House;

namespace Sim.Tests.Cli;

/// <summary><c>sim probe CORE --measured FILE</c>.</summary>
public sealed class MeasuredProbeTests
{
    const string Header = "core,section,case,latency_cycles,per_cycle,source\n";

    [Test]
    public void Good_predictions_exit_with_0_and_every_figure_has_its_error()
    {
        using var run = new SimRun();
        var file = run.Write("board.csv", Header + "cortex-a72,Scalar load,ldr (imm; ofs = 0),4.00,1.00,mine\ncortex-a72,x,sub.b (clearing idiom),3.00,,mine\n");

        Assert.That(run.Sim(["probe", "cortex-a72", "--measured", file, "--format", "csv"]), Is.Zero, run.Stderr.ToString());
        Assert.That(run.Stdout.ToString().Split('\n'), Is.EqualTo(new[]
        {
            "core,section,case,figure,measured,predicted,error_percent,not_run,role",
            "cortex-a72,Scalar load,ldr (imm; ofs = 0),latency_cycles,4,4,0,,validation",
            "cortex-a72,Scalar load,ldr (imm; ofs = 0),per_cycle,1,1,0,,validation",
            "cortex-a72,x,sub.b (clearing idiom),latency_cycles,3,,,no SIMD arithmetic in Sim,validation",
            "",
        }));
    }

    [Test]
    public void A_median_beyond_the_tolerance_exits_with_1()
    {
        using var run = new SimRun();
        var file = run.Write("board.csv", Header + "cortex-a72,Scalar load,ldr (imm; ofs = 0),5.00,,mine\n");

        Assert.That(run.Sim(["probe", "cortex-a72", "--measured", file]), Is.EqualTo(1));
        Assert.That(run.Stdout.ToString(), Does.Contain("TOO FAR OFF").And.Contain("-20.0"));
        Assert.That(run.Sim(["probe", "cortex-a72", "--measured", file, "--tolerance", "20"]), Is.Zero);
    }

    [Test]
    public void Rows_that_values_were_set_from_do_not_decide_the_exit_code()
    {
        using var run = new SimRun();
        const string Roles = "core,section,case,latency_cycles,per_cycle,role\n";
        var far = "cortex-a72,s,ldr (imm; ofs = 0),9.00,9.00,calibration\n";

        Assert.That(run.Sim(["probe", "cortex-a72", "--measured", run.Write("both.csv", Roles + far + "cortex-a72,s,nop,,1.00,validation\n")]), Is.Zero);
        Assert.That(run.Stdout.ToString(), Does.StartWith("cortex-a72: half of 1 predictions of validation rows are off by 0.2 % or less"));
        Assert.That(run.Sim(["probe", "cortex-a72", "--measured", run.Write("checked.csv", Roles + "cortex-a72,s,nop,,9.00,validation\n" + far.Replace("9.00,9.00", "4.00,"))]), Is.EqualTo(1));
        using var alone = new SimRun();
        Assert.That(alone.Sim(["probe", "cortex-a72", "--measured", alone.Write("alone.csv", Roles + far), "--format", "markdown"]), Is.Zero);
        Assert.That(alone.Stdout.ToString(), Does.StartWith("# cortex-a72: all predictions are of rows that values were set from, which check nothing"));
    }

    [Test]
    public void Every_figure_that_is_far_off_is_listed()
    {
        using var run = new SimRun();
        var file = run.Write("board.csv", Header + "cortex-a72,s,nop,,1.30,mine\ncortex-a72,s,ldr (imm; ofs = 0),4.00,1.20,mine\ncortex-a72,s,add (reg),2.00,,mine\n");

        run.Sim(["probe", "cortex-a72", "--measured", file, "--format", "markdown", "--tolerance", "100"]);

        var section = run.Stdout.ToString().Split("## Far off")[1].Split("## ")[0];
        Assert.That(section, Does.Contain("| 1 | add (reg) | latency | 2.00 | 1.00 | -50.0 | validation |").And.Contain("| 2 | nop | per cycle | 1.30 | 1.00 | -23.2 | validation |"));
        Assert.That(section, Does.Not.Contain("ldr"));
    }

    [TestCase("", "board.csv", "the file has no rows", "A row is a case of a core")]
    [TestCase("cortex-a72,s,,4,1,x", "board.csv:2:14", "case is empty", "")]
    [TestCase("cortex-a27,s,nop,,1,x", "board.csv:2:1", "unknown core 'cortex-a27'; rows of it: 1", "did you mean 'cortex-a57'?")]
    [TestCase("cortex-a72,s,nop,,1,x\nmine,s,nop,,1,x\nmine,s,add (reg),,1,x", "board.csv:3:1", "unknown core 'mine'; rows of it: 2", "sim probe --rows-of takes any name")]
    [TestCase("cortex-a72,s,ldr (imm; ofs = 1),4,1,x", "board.csv", "'ldr (imm; ofs = 1)': not understood: did you mean 'ldr (imm; ofs = 0)'?", "Cases have the names of insn_bench_aarch64")]
    [TestCase("cortex-a72,s,sub.b (clearing idiom),4,,x", "board.csv", "'sub.b (clearing idiom)': no SIMD arithmetic in Sim", "insn-bench, which comes with Sim, has all")]
    [TestCase("cortex-a72,s,nop,,n/a,x", "board.csv", "have no figures", "empty, or n/a")]
    [TestCase("cortex-a72,s,nop,,zero,x", "board.csv:2:19", "per_cycle 'zero' is not a number above 0", "n/a where it was not measured")]
    [TestCase("cortex-a72,s,nop,,1e300,x", "board.csv:2:19", "per_cycle '1e300' is not a number above 0, in digits and a point such as 4.00", "n/a")]
    [TestCase("cortex-a72,s,nop,,0,x", "board.csv:2:19", "per_cycle '0' is not a number above 0", "n/a")]
    [TestCase("cortex-a72,s,nop,,1,x\ncortex-a72,s,nop,,1,x", "board.csv:3:14", "the case 'nop' is given twice for 'cortex-a72'", "")]
    public void A_mistake_in_the_file_is_shown_with_its_place(string rows, string place, string message, string hint)
    {
        using var run = new SimRun();
        var file = run.Write("board.csv", Header + rows + (rows.Length > 0 ? "\n" : ""));

        Assert.That(run.Sim(["probe", "cortex-a72", "--measured", file]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain(place).And.Contain(message).And.Contain(hint));
        Assert.That(run.Stdout.ToString(), Is.Empty);
    }

    [TestCase("# Apple M1\n\n| instruction | latency |\n")]
    [TestCase("| instruction | latency |\n")]
    public void The_benchmarks_own_report_is_told_from_CSV(string text)
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["probe", "cortex-a72", "--measured", run.Write("raw.md", text)]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("raw.md: error").And.Contain("this is Markdown").And.Contain("docs/probe.md says how to make it: core,section,case,latency_cycles,per_cycle."));
    }

    [TestCase("insn-bensh", "did you mean 'insn-bench'?")]
    [TestCase("my-board.csv", "By its path, or one that comes with Sim: insn-bench.")]
    public void A_file_that_is_not_there_is_not_that_of_a_name(string path, string hint)
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["probe", "cortex-a72", "--measured", path]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain($"{path}: error SIM101: there is no such file").And.Contain(hint));
    }

    [Test]
    public void Rows_of_any_name_are_compared_where_it_is_given()
    {
        using var run = new SimRun();
        var file = run.Write("board.csv", Header + "my-board,s,nop,,1.00,mine\n");

        Assert.That(run.Sim(["probe", "cortex-a72", "--measured", file, "--rows-of", "my-board"]), Is.Zero, run.Stderr.ToString());
    }

    [Test]
    public void A_case_that_is_not_understood_is_counted_and_named()
    {
        using var run = new SimRun();
        var file = run.Write("board.csv", Header + "cortex-a72,s,nop,,1.00,mine\ncortex-a72,s,ldr (imm; ofs = 1),4,1,x\n");

        Assert.That(run.Sim(["probe", "cortex-a72", "--measured", file, "--format", "markdown"]), Is.Zero);
        Assert.That(run.Stdout.ToString(), Does.Contain("2 not run").And.Contain("not understood: did you mean 'ldr (imm; ofs = 0)'?"));
    }

    [Test]
    public void Rows_that_values_were_set_from_are_summed_apart()
    {
        using var run = new SimRun();
        const string Roles = "core,section,case,latency_cycles,per_cycle,role\n";
        var file = run.Write("board.csv", Roles + "cortex-a72,s,nop,,1.00,calibration\ncortex-a72,s,ldr (imm; ofs = 0),5.00,,validation\n");

        run.Sim(["probe", "cortex-a72", "--measured", file, "--format", "markdown"]);

        Assert.That(run.Stdout.ToString(), Does.Contain("| calibration | 1 | 1 | 0").And.Contain("| validation | 1 | 1 | 20.0 | 20.0 | -20.0 |"));
        Assert.That(run.Sim(["probe", "cortex-a72", "--measured", run.Write("wrong.csv", Roles + "cortex-a72,s,nop,,1,calibrated\n")]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("wrong.csv:2:21").And.Contain("unknown role 'calibrated'").And.Contain("did you mean 'calibration'?"));
    }

    [Test]
    public void Sums_come_without_the_figures()
    {
        using var run = new SimRun();
        var file = run.Write(
            "board.csv", "core,section,case,latency_cycles,per_cycle,role\ncortex-a72,s,ldr (imm; ofs = 0),4.00,,calibration\ncortex-a72,t,ldr (imm; ofs = 16),5.00,1.00,\n");

        Assert.That(run.Sim(["probe", "cortex-a72", "--measured", file, "--sums", "--format", "csv"]), Is.Zero, run.Stderr.ToString());
        Assert.That(run.Stdout.ToString().Split('\n'), Is.EqualTo(new[]
        {
            "core,rows,figures,compared,median_percent,ninetieth_percent",
            "cortex-a72,s,1,1,0,0",
            "cortex-a72,t,2,2,0,20",
            "cortex-a72,all,3,3,0,20",
            "cortex-a72,calibration,1,1,0,0",
            "cortex-a72,validation,2,2,0,20",
            "",
        }));
        using var table = new SimRun();
        Assert.That(table.Sim(["probe", "cortex-a72", "--measured", file, "--sums"]), Is.Zero);
        Assert.That(table.Stdout.ToString(), Does.Contain("validation").And.Not.Contain("Every figure"));
    }

    [Test]
    public void A_rule_is_worth_the_error_of_the_figures_that_change_without_it()
    {
        using var run = new SimRun();
        var file = run.Write("board.csv", Header + "cortex-a72,s,ldr (reg),5.00,1.00,mine\ncortex-a72,s,ldr (imm; ofs = 0),4.00,,mine\n");

        Assert.That(run.Sim(["probe", "cortex-a72", "--measured", file, "--rules", "--format", "markdown"]), Is.Zero, run.Stderr.ToString());

        Assert.That(run.Stdout.ToString(), Does.StartWith("# cortex-a72: 1 of 15 rules bring it nearer"));
        Assert.That(run.Stdout.ToString(), Does.Contain("| memory.indexed_base | 0 | 1 | 0.0 | 20.0 | 20.0 |").And.Contain("| back_end.shifted | 1 | 0 | - | - | 0.0 |"));
        Assert.That(run.Sim(["probe", "cortex-a72", "--measured", file, "--rules", "--sums"]), Is.EqualTo(2));
        Assert.That(run.Sim(["probe", "cortex-a72", "--measured", file, "--rules", "--format", "csv"]), Is.EqualTo(2));
        Assert.That(run.Sim(["probe", "cortex-a72", "--rules"]), Is.EqualTo(2));
    }

    [Test]
    public void The_list_of_cores_has_the_errors_that_the_command_finds()
    {
        using var run = new SimRun();
        string[] measured = [.. InstructionMeasurements.Read("insn-bench", [], [])!.Cores.Keys];

        Assert.That(run.Sim(["probe", .. measured, "--measured", "insn-bench", "--sums", "--format", "csv"]), Is.Zero, run.Stderr.ToString());

        var path = Path.Combine(Repository.Root, "scenarios", "cores", "errors.csv");
        if (Environment.GetEnvironmentVariable("SIM_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, run.Stdout.ToString());
        Assert.That(File.ReadAllText(path), Is.EqualTo(run.Stdout.ToString()), "SIM_UPDATE_GOLDEN=1 writes it again");
    }

    [Test]
    public void The_list_of_cores_says_which_have_no_measured_figures()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["list", "cores"]), Is.Zero);

        var lines = run.Stdout.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines.Single(line => line.StartsWith("neoverse-n1 ", StringComparison.Ordinal)), Does.Match(@"; \d{3} measured figures: median error \d+\.\d %, 90th percentile \d+\.\d %\)$"));
        Assert.That(lines.Single(line => line.StartsWith("cortex-x4 ", StringComparison.Ordinal)), Does.EndWith("; no measured figures)"));
        Assert.That(lines.Count(line => line.Contains("median error", StringComparison.Ordinal)), Is.EqualTo(4));
    }

    [Test]
    public void A_core_without_rows_exits_with_2_unless_it_is_told_whose_rows()
    {
        using var run = new SimRun();
        var file = run.Write("board.csv", Header + "neoverse-n1,Scalar nop and move,nop,,4.00,mine\n");

        Assert.That(run.Sim(["probe", "cortex-a76", "--measured", file]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("has no rows of the core 'cortex-a76'").And.Contain("Known: neoverse-n1."));
        Assert.That(run.Sim(["probe", "cortex-a76", "--measured", file, "--rows-of", "neoverse-n1"]), Is.Zero);
    }

    [Test]
    public void Options_that_do_not_go_together_are_refused()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["probe", "cortex-a72", "--tolerance", "5"]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("--tolerance needs --measured"));
        Assert.That(run.Sim(["probe", "cortex-a72", "--measured", "insn-bench", "--out", "x"]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("leave --out out"));
    }
}
