using Sim.Core.Diagnostics;
using Sim.Core.Kernel;
using Sim.Scenarios.Import;
using Sim.Scenarios.Import.Lines;

namespace Sim.Tests.Scenarios.Import;

public sealed class FtraceOpsLogTests
{
    [TestCase("{0}")]
    [TestCase("[  201.801496] {0}")]
    [TestCase("[Wed Nov 25 11:06:44 2026] {0}")]
    [TestCase("Nov 25 11:06:44 board kernel: {0}")]
    [TestCase("kern  :info  : [  201.801496] {0}")]
    [TestCase("[  201.801496][  T123] {0}\r")]
    public void A_run_is_read_whatever_stands_before_its_lines(string form)
    {
        var log = Read(string.Join('\n', LogText.Run(3, 2, 123_456, "count", "assist RCU").Split('\n').Select(line => form.Replace("{0}", line, StringComparison.Ordinal))));

        Assert.That(log!.Runs.Single(), Is.EqualTo(new LogRun(11, 3, 2, "count", OpsFlags.Rcu, 100_000, 123_456)));
    }

    [Test]
    public void Other_messages_between_the_lines_do_not_matter()
    {
        var text = LogText.Run(1, 0, 500_000).Replace("\n", "\nusb 1-1: new device, irrelevant\n", StringComparison.Ordinal);

        Assert.That(Read(text)!.Runs, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_run_without_its_end_or_beginning_is_left_out_and_named()
    {
        var whole = LogText.Run(1, 0, 500_000);
        var beginning = string.Join('\n', whole.Split('\n')[..5]);
        var end = whole.Split('\n')[^1];

        var log = Read($"{end}\n{beginning}\n{whole}\n{beginning}");

        Assert.That(log!.Runs.Select(run => run.Line), Is.EqualTo(new[] { 17 }));
        Assert.That(log.Unfinished, Is.EqualTo(new[] { 1, 2, 18 }));
    }

    [Test]
    public void A_log_that_has_no_whole_run_says_where_a_part_is()
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();
        var cut = string.Join('\n', LogText.Run(1, 0, 500_000).Split('\n')[..5]);

        Assert.That(FtraceOpsLog.Read(ImportSource.File(folder.Write("log", "a line\n" + cut)), bag), Is.Null);
        Assert.That(folder.Show(bag), Does.StartWith("log:2: error SIM180: the log has no whole run of the ftrace-ops sample: of the one here it has a part\n"));
    }

    [Test]
    public void Boots_are_told_by_their_banners()
    {
        var log = Read($"[0.0] Linux version 6.1.176-arm64 (gcc)\n{LogText.Run(1, 0, 1)}\n[0.0] Linux version 6.12.95-arm64 (gcc)\n{LogText.Run(1, 0, 2)}");

        Assert.That(log!.Releases, Is.EqualTo(new[] { "6.1.176-arm64", "6.12.95-arm64" }));
        Assert.That(log.Runs, Has.Count.EqualTo(2));
    }

    [TestCase("", "m.log: error SIM180: the log has no run of the ftrace-ops sample")]
    [TestCase("\0", "m.log:1: error SIM103: the file has a NUL byte: this is not text")]
    public void A_file_that_is_no_such_log_is_refused(string text, string expected) =>
        Assert.That(Mistakes(text), Does.StartWith(expected));

    [Test]
    public void Every_mistake_of_a_log_is_shown_at_its_place()
    {
        var text = LogText.Run(1, 99_999_999, 500_000, "nop", "assist RCU") + "\n" + LogText.Run(1, 0, 0, "noop");
        text = text.Replace("assist recursion: NO", "assist recursion: YES", StringComparison.Ordinal);

        var shown = Mistakes(text).Split('\n').Where(line => line.Contains("error", StringComparison.Ordinal));

        Assert.That(shown, Is.EqualTo(new[]
        {
            "m.log:5:19: error SIM181: '99999999' is not a whole number from 0 to 10,000",
            "m.log:10:3: error SIM182: 'assist RCU' besides 'recursion': a row of a measurement file has one flag",
            "m.log:15:13: error SIM102: unknown tracer function 'ops_func_noop'",
            "m.log:22:71: error SIM181: '0' is not a whole number from 1 to 9,223,372,036,854,775,807",
        }));
    }

    [TestCase("assist recursion: NO", "assist recursion: YES", "line 22: 'assist RCU' besides 'recursion': a row of a measurement file has one flag")]
    [TestCase("ops_func_nop", "ops_func_mine", "line 22: unknown tracer function 'ops_func_mine'")]
    [TestCase("irrelevant ops: 0", "irrelevant ops: 99999999", "line 22: '99999999' is not a whole number from 0 to 10,000")]
    public void A_run_that_cannot_be_used_is_left_out_of_the_others_and_named(string text, string other, string expected)
    {
        var good = LogText.Run(1, 0, 500_000);
        var bad = LogText.Run(1, 0, 700_000, flag: "assist RCU").Replace(text, other, StringComparison.Ordinal);

        var log = Read($"{good}\n{bad}\n{good}");

        Assert.That(log!.Runs.Select(run => run.Line), Is.EqualTo(new[] { 11, 33 }));
        Assert.That(log.LeftOut, Is.EqualTo(new[] { expected }));
    }

    static FtraceOpsLog? Read(string text)
    {
        using var folder = new TemporaryFolder();
        return FtraceOpsLog.Read(ImportSource.File(folder.Write("m.log", text)), []);
    }

    static string Mistakes(string text)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();
        Assert.That(FtraceOpsLog.Read(ImportSource.File(folder.Write("m.log", text)), bag), Is.Null);
        return folder.Show(bag);
    }
}
