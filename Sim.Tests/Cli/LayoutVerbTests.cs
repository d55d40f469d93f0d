using System.Text.Json;
using Sim.Tests.Golden;

namespace Sim.Tests.Cli;

/// <summary>What was asked when call ops were proposed (laight-2023-questions, and the thread after it), answered by the command.</summary>
public sealed class LayoutVerbTests
{
    [Test]
    public void Call_ops_need_no_newer_gcc_than_patchable_entries_did()
    {
        var before = Output("layout", "--kernel", "linux-6.2-args", "--compiler", "gcc-8");
        var after = Output("layout", "--kernel", "linux-6.3-call-ops", "--compiler", "gcc-8");

        Assert.That(before, Does.StartWith("linux-6.2-args gets list_func").And.Contain("-fpatchable-function-entry=2"));
        Assert.That(after, Does.StartWith("linux-6.3-call-ops gets call_ops").And.Contain("-fpatchable-function-entry=4,2"));
        GoldenFile.Check("layout-minimum-gcc.txt", after);
    }

    [Test]
    public void Users_of_older_toolchains_keep_mcount_with_the_list_of_all_ops()
    {
        var output = Output("layout", "--kernel", "linux-6.3-call-ops", "--compiler", "gcc-7");

        Assert.That(output, Does.StartWith("linux-6.3-call-ops gets mcount: gcc below 8"));
        GoldenFile.Check("layout-older-gcc.txt", output);
    }

    [Test]
    public void With_CFI_the_type_hash_keeps_its_place_and_call_ops_are_refused()
    {
        var output = Output("layout", "--kernel", "linux-6.3-cfi");

        Assert.That(output, Does.StartWith("linux-6.3-cfi gets list_func: kCFI"));
        GoldenFile.Check("layout-cfi.txt", output);
    }

    [Test]
    public void Calls_between_functions_with_and_without_the_literal_trap_because_the_hash_is_not_where_the_caller_looks()
    {
        var output = Output("layout", "--kernel", "linux-6.3-cfi", "--format", "markdown");

        var section = output[output.IndexOf("## Indirect calls", StringComparison.Ordinal)..];

        Assert.That(section.Split('\n').Where(line => line.Contains("| called |")), Has.Exactly(2).Items);
        Assert.That(section.Split('\n').Where(line => line.Contains("| trap: brk #0x8228")), Has.Exactly(2).Items);
        GoldenFile.Check("layout-indirect-calls.md", section);
    }

    [Test]
    public void A_switch_can_be_turned_off_and_what_was_changed_is_said()
    {
        var output = Output("layout", "--pac", "false", "--version", "6.9", "--compiler", "gcc-14");

        Assert.That(output, Does.Contain("Changed from linux-6.12-debian: --version 6.9 --compiler gcc-14 --pac false."));
        Assert.That(output, Does.Contain("-fmin-function-alignment=8").And.Not.Contain("paciasp"));
    }

    [TestCase("--kernel", "linux-6.3-cfi")]
    [TestCase("--version", "6.3", "--size", "--compiler", "clang-16")]
    [TestCase("--reach")]
    public void It_fits_a_terminal(params string[] options) =>
        Assert.That(Output(["layout", .. options]).Split('\n').Where(line => line.Length > 80), Is.Empty);

    [Test]
    public void A_release_newer_than_those_of_the_rules_is_said()
    {
        Assert.That(Output("layout", "--version", "9.99"), Does.Contain("Linux 9.99 is newer than 7.2, the last release that these rules were compared"));
        Assert.That(Output("layout", "--version", "v7.2.13"), Does.Contain("Linux 7.2.13").And.Not.Contain("newer"));
    }

    [Test]
    public void Without_a_count_of_functions_there_are_no_sums()
    {
        var unknown = Output("layout", "--kernel", "linux-6.3-call-ops");
        var given = Output("layout", "--kernel", "linux-6.3-call-ops", "--functions", "1024", "--format", "markdown");

        Assert.That(unknown, Does.Contain("--functions N gives the sums").And.Not.Contain("all (KiB)"));
        Assert.That(given, Does.Contain("| text in all | 18 | 18 | sum |"));
    }

    [Test]
    public void The_JSON_form_has_the_same_bytes()
    {
        using var json = JsonDocument.Parse(Output("layout", "--format", "json"));
        var root = json.RootElement;

        Assert.That(root.GetProperty("schema").GetString(), Is.EqualTo("sim/layout/1"));
        Assert.That(root.GetProperty("strategy").GetString(), Is.EqualTo("call_ops"));
        Assert.That(root.GetProperty("literal_offset").GetInt32(), Is.EqualTo(-8));
        Assert.That(root.GetProperty("functions").GetInt32(), Is.EqualTo(47_999));
        Assert.That(root.GetProperty("disabled")[1].GetProperty("bytes").GetString(), Is.EqualTo("e9031eaa"));
        Assert.That(
            root.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("granted").GetBoolean()), Is.All.True);
    }

    static string Output(params string[] args)
    {
        using var run = new SimRun();
        Assert.That(run.Sim(args), Is.Zero, run.Stderr.ToString());
        return run.Stdout.ToString();
    }
}
