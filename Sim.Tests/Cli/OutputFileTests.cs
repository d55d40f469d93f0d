namespace Sim.Tests.Cli;

/// <summary>Links, modes, devices and pipes at the path of an output stay what they are.</summary>
[Platform("Linux")]
public sealed class OutputFileTests
{
    const string Profile = "function,hits\nfoo,3\n";

    static readonly string Import = $"{SimShell.Program} import function-profile in.txt --out";

    SimRun _run = null!;

    [SetUp]
    public void SetUp()
    {
        _run = new();
        _run.Write("in.txt", "  Function  Hit\n  foo  3\n");
    }

    [TearDown]
    public void TearDown() => _run.Dispose();

    [TestCase("/dev/stdout")]
    [TestCase("/dev/fd/1")]
    [TestCase("/proc/self/fd/1")]
    [TestCase("link", "ln -s /dev/stdout link")]
    [TestCase("/dev/fd/3", "exec 3>&1")]
    [TestCase(">(cat)")]
    public void A_descriptor_takes_the_file(string path, string before = "")
    {
        var (code, output, error) = Shell($"{before}\n{Import} {path} | cat");

        Assert.That((code, output), Is.EqualTo((0, Profile)), error);
    }

    [Test]
    public void What_a_shell_wrote_to_the_file_under_stdout_stays_there()
    {
        var (code, _, error) = Shell($"{{ echo before; {Import} /dev/stdout; echo after; }} > log");

        Assert.That(code, Is.Zero, error);
        Assert.That(File.ReadAllText(_run.Path("log")), Is.EqualTo($"before\n{Profile}after\n"));
    }

    [Test]
    public void A_descriptor_that_is_closed_is_said() =>
        Assert.That(Shell($"{Import} /dev/fd/1 >&-"), Is.EqualTo((2, "", "sim: cannot write to /dev/fd/1: /dev/fd/1 is closed\n")));

    [Test]
    public void A_pipe_takes_the_file()
    {
        var (code, output, error) = Shell($"mkfifo pipe; cat pipe & {Import} pipe && wait && test -p pipe");

        Assert.That((code, output), Is.EqualTo((0, Profile)), error);
    }

    [TestCase("/dev/null", 0, "wrote device\n")]
    [TestCase("/dev/full", 2, "sim: cannot write to device: No space left on device")]
    public void A_device_takes_the_file(string device, int exit, string message)
    {
        var (code, _, error) = Shell($"ln -s {device} device; {Import} device; code=$?; test -c device && exit $code");

        Assert.That(code, Is.EqualTo(exit), error);
        Assert.That(error, Does.Contain(message));
    }

    [Test]
    public void A_link_leads_to_the_file_that_is_written_which_keeps_its_mode()
    {
        var (code, output, error) = Shell($"mkdir there; echo old > there/file; chmod 604 there/file; ln -s there/file second; ln -s second first; {Import} first; stat -c '%a %F' first there/file");

        Assert.That((code, output), Is.EqualTo((0, "777 symbolic link\n604 regular file\n")), error);
        Assert.That(File.ReadAllText(_run.Path("there/file")), Is.EqualTo(Profile));
    }

    [Test]
    public void A_link_to_nothing_makes_the_file()
    {
        var (code, _, error) = Shell($"mkdir there; ln -s there/file link; {Import} link && test -L link");

        Assert.That(code, Is.Zero, error);
        Assert.That(File.ReadAllText(_run.Path("there/file")), Is.EqualTo(Profile));
    }

    [Test]
    public void Links_in_a_circle_are_said() =>
        Assert.That(Shell($"ln -s a b; ln -s b a; {Import} a"), Is.EqualTo((2, "", "sim: cannot write to a: too many levels of symbolic links\n")));

    [TestCase("there", "cannot write to there: this is a directory, not a file")]
    [TestCase("there/", "cannot write to there/: this is a directory, not a file")]
    [TestCase("in.txt/file", "cannot write to in.txt/file: in.txt is a file, not a directory")]
    [TestCase("''", "--out '': the path is empty; name a file")]
    public void What_is_no_place_for_a_file_is_said(string path, string message) =>
        Assert.That(Shell($"mkdir there; {Import} {path}; code=$?; ls -A >&2; exit $code"), Is.EqualTo((2, "", $"sim: {message}\nin.txt\nthere\n")));

    [Test]
    public void What_the_end_of_a_process_left_is_written_over()
    {
        var (code, output, error) = Shell($"head -c 100 /dev/zero > .file.tmp; {Import} file && cat file && ls -A");

        Assert.That((code, output), Is.EqualTo((0, Profile + "file\nin.txt\n")), error);
    }

    [Test]
    public void Files_for_CI_go_through_links_and_pipes_and_come_once()
    {
        _run.Write("small.yaml", SimRun.Scenario);
        var (code, output, error) = Shell(
            $"""
            mkdir there; echo old > there/summary; ln -s there/summary summary; mkfifo pipe; cat pipe &
            {SimShell.Program} run small.yaml --no-cache --no-charts --quiet --format csv --out out --junit pipe --markdown summary > table && wait && test -L summary && test -p pipe
            """);

        Assert.That(code, Is.Zero, error);
        Assert.That(output.Split("<?xml"), Has.Length.EqualTo(2), output);
        Assert.That(output, Does.Not.Contain("did not finish"));
        Assert.That(File.ReadAllText(_run.Path("there/summary")), Does.StartWith("# "));
    }

    [Test]
    public void Results_that_are_links_stay_links_and_leftovers_go()
    {
        _run.Write("small.yaml", SimRun.Scenario);
        Directory.CreateDirectory(_run.Path("out"));
        _run.Write("out/.results.json.tmp", "torn");
        _run.Write("out/.overhead.svg.tmp", "torn");
        File.CreateSymbolicLink(_run.Path("out/results.csv"), "../elsewhere.csv");

        Assert.That(_run.Sim(["run", _run.Path("small.yaml"), "--no-charts", "--out", _run.Path("out")]), Is.Zero);

        Assert.That(new FileInfo(_run.Path("out/results.csv")).LinkTarget, Is.EqualTo("../elsewhere.csv"));
        Assert.That(File.ReadAllText(_run.Path("elsewhere.csv")), Does.StartWith("scenario,cell,"));
        Assert.That(_run.Files("out").Where(name => name.EndsWith(".tmp", StringComparison.Ordinal)), Is.Empty);
    }

    (int Code, string Output, string Error) Shell(string command) => SimShell.Run(command, _run.Directory);
}
