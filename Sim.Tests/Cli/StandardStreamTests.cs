namespace Sim.Tests.Cli;

/// <summary><c>sim</c> as a process of its own, as a shell with closed streams starts it.</summary>
[Platform("Linux")]
public sealed class StandardStreamTests
{
    [TestCase("list strategies >&-", 2, "sim: the output cannot be written: stdout is closed\n")]
    [TestCase("--version >&-", 2, "sim: the output cannot be written: stdout is closed\n")]
    [TestCase("list --help >&-", 2, "sim: the output cannot be written: stdout is closed\n")]
    [TestCase("list strategies 2>&-", 0, "")]
    [TestCase("list nothing 2>&-", 2, "")]
    [TestCase("list nothing >&- 2>&- <&-", 2, "")]
    [TestCase("list strategies 1</dev/null", 2, "sim: the output cannot be written: stdout is closed\n")]
    [TestCase("check nosuch 2>&-", 2, "")]
    [TestCase("check nosuch 2</dev/null", 2, "")]
    [TestCase("list strategies 2</dev/null", 0, "")]
    [TestCase("list strategies <&-", 0, "")]
    [TestCase("import trace - <&-", 2, "the file cannot be read: stdin is closed")]
    [TestCase("import trace - </dev/null", 2, "SIM245")]
    [TestCase("check /dev/stdin <&-", 2, "the file cannot be read: stdin is closed")]
    [TestCase("import trace /dev/fd/0 <&-", 2, "the file cannot be read: stdin is closed")]
    [TestCase("layout --config /proc/self/fd/0 <&-", 2, "the file cannot be read: stdin is closed")]
    [TestCase("capture /dev/stdin --call f <&-", 2, "the file cannot be read: /dev/stdin is closed")]
    [TestCase("import trace /dev/fd/9 9<&-", 2, "the file cannot be read: /dev/fd/9 is closed")]
    public void A_closed_stream_is_no_crash_and_no_wait(string command, int exitCode, string message)
    {
        var (code, _, error) = SimShell.Run($"exec {SimShell.Program} {command}");

        Assert.That(code, Is.EqualTo(exitCode), error);
        Assert.That(error, Does.Contain(message));
        Assert.That(error, Does.Not.Contain("bug").And.Not.Contain(" at Sim."));
    }

    [Test]
    public void Files_are_written_even_if_the_table_cannot_be_shown()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);

        var (code, _, error) = SimShell.Run($"exec {SimShell.Program} run '{scenario}' --no-cache --no-charts --quiet --out '{run.Directory}/out' >&-");

        Assert.That((code, error), Is.EqualTo((2, "sim: the output cannot be written: stdout is closed\n")));
        Assert.That(File.Exists(run.Path("out/results.csv")), Is.True);
        Assert.That(File.Exists(run.Path("out/INCOMPLETE")), Is.False);
    }

    [Test]
    public void A_file_that_cannot_be_written_is_named_as_it_was_asked_for()
    {
        using var run = new SimRun();
        var profile = run.Write("p.csv", "function,hits\nfoo,3\n");

        var (code, _, error) = SimShell.Run($"exec {SimShell.Program} import function-profile '{profile}' --out /proc/x");

        Assert.That(code, Is.EqualTo(2), error);
        Assert.That(error, Does.Contain("'/proc/x'").And.Not.Contain(".tmp"));
    }

    [Test]
    public void The_path_of_stdin_is_read_as_a_minus_is()
    {
        using var run = new SimRun();
        run.Write("small.yaml", SimRun.Scenario);

        var (code, output, error) = SimShell.Run($"cat small.yaml | {SimShell.Program} check /dev/stdin", run.Directory);

        Assert.That((code, error), Is.EqualTo((0, "")));
        Assert.That(output, Does.StartWith("small: 6 cells"));
    }

    [Test]
    public void A_reader_that_leaves_early_is_no_error()
    {
        var (code, _, error) = SimShell.Run($"set -o pipefail; {SimShell.Program} list columns | head -1");

        Assert.That((code, error), Is.EqualTo((0, "")));
    }

    // More rows than a pipe takes.
    [Test]
    public void A_reader_of_rows_that_leaves_early_gets_what_it_read_and_the_files_are_whole()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario.Replace("[0, 1, 10]", "0..199"));

        var (code, output, error) = SimShell.Run(
            $"set -o pipefail; {SimShell.Program} run '{scenario}' --no-cache --no-charts --quiet --format csv --out '{run.Directory}/out' | head -1");

        Assert.That((code, error), Is.EqualTo((0, "")));
        Assert.That(output, Does.StartWith("scenario,cell,"));
        Assert.That(File.ReadLines(run.Path("out/results.csv")).Count(), Is.EqualTo(401));
        Assert.That(new FileInfo(run.Path("out/results.csv")).Length, Is.GreaterThan(1 << 16));
        Assert.That(File.Exists(run.Path("out/INCOMPLETE")), Is.False);
    }
}
