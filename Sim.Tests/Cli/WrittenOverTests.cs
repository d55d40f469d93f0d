namespace Sim.Tests.Cli;

/// <summary>No command writes over a file that it reads, or over another that it writes.</summary>
public sealed class WrittenOverTests
{
    [TestCase("import function-profile in.txt --out in.txt", "--out would write over 'in.txt', which is read")]
    [TestCase("import function-profile ./in.txt --out=link", "--out would write over './in.txt', which is read")]
    [TestCase("capture in.txt --call f --symbols map --trace map", "--trace would write over 'map', which is read")]
    [TestCase("capture in.txt --call f --out new --trace ./new", "--out would write over './new', which is the file of --trace")]
    [TestCase("explain s.yaml --format folded --out s.yaml", "--out would write over 's.yaml', which is read")]
    [TestCase("run s.yaml --junit s.yaml", "--junit would write over 's.yaml', which is read")]
    public void The_file_is_left_and_the_mistake_is_said(string words, string mistake)
    {
        using var run = new SimRun();
        foreach (var file in (string[])["in.txt", "map", "s.yaml"])
            run.Write(file, "as it was");
        if (OperatingSystem.IsLinux())
            File.CreateSymbolicLink(run.Path("link"), run.Path("in.txt"));

        var (code, _, error) = SimShell.Run($"{SimShell.Program} {words}", run.Directory);

        Assert.That((code, error), Is.EqualTo((2, $"sim: {mistake}: give it another name\n")));
        Assert.That(File.ReadAllText(run.Path("in.txt")) + File.ReadAllText(run.Path("map")) + File.ReadAllText(run.Path("s.yaml")), Is.EqualTo("as it wasas it wasas it was"));
    }

    [TestCase("compare base base --junit base/results.json", "would write over 'base/results.json', which is a result")]
    [TestCase("compare base base --markdown there/results.csv", "which is a result")]
    [TestCase("compare base base --junit base/real.json", "which is a result")]
    [TestCase("merge base --junit base/results.db", "which is a result")]
    [TestCase("run s.yaml --out new --junit new/results.db", "this is the name of a file that Sim itself writes")]
    [TestCase("run s.yaml --markdown out/s/INCOMPLETE", "this is the name of a file that Sim itself writes")]
    [TestCase("validate m.csv --out new --markdown new/validation.csv", "this is the name of a file that Sim itself writes")]
    [TestCase("run s.yaml --out new --junit mine.yaml", "cannot write to mine.yaml: it is read")]
    [TestCase("run s.yaml --out new --markdown alias/mine.yaml", "it is read")]
    [TestCase("run bad.yaml --out new --junit mine.yaml", "it is read")]
    [TestCase("merge shard --out new --junit mine.yaml", "it is read")]
    [TestCase("merge shard --out new --markdown s.yaml", "it is read")]
    [TestCase("explain s.yaml --cell 0 --out mine.yaml", "it is read")]
    public void Results_and_files_of_the_scenario_are_left(string words, string mistake)
    {
        using var run = new SimRun();
        run.Write("mine.yaml", "schema: sim/core/1\nname: mine\ninherits: apple-m1-firestorm\n");
        run.Write("s.yaml", SimRun.Scenario.Replace("name: small", "name: s").Replace("core: apple-m1-firestorm", "core: mine"));
        run.Write("bad.yaml", SimRun.Scenario.Replace("name: small", "name: bad").Replace("core: apple-m1-firestorm", "core: mine\nwrong: 1"));
        Directory.CreateSymbolicLink(run.Path("there"), run.Path("base"));
        Directory.CreateSymbolicLink(run.Path("alias"), run.Directory);
        Assume.That(run.Sim(["run", run.Path("s.yaml"), "--out", run.Path("base")]), Is.Zero, run.Stderr.ToString());
        Assume.That(run.Sim(["run", run.Path("s.yaml"), "--out", run.Path("shard"), "--shard", "0/1"]), Is.Zero, run.Stderr.ToString());
        File.Move(run.Path("base/results.json"), run.Path("base/real.json"));
        File.CreateSymbolicLink(run.Path("base/results.json"), run.Path("base/real.json"));
        var (scenario, core, files) = (File.ReadAllText(run.Path("s.yaml")), File.ReadAllText(run.Path("mine.yaml")), run.Bytes("base"));

        var (code, _, error) = SimShell.Run($"{SimShell.Program} {words}", run.Directory);

        Assert.That((code, error), Is.EqualTo((2, error)));
        Assert.That(error, Does.Contain(mistake));
        Assert.That((File.ReadAllText(run.Path("s.yaml")), File.ReadAllText(run.Path("mine.yaml"))), Is.EqualTo((scenario, core)));
        run.Same(files, "base");
        Assert.That(Directory.Exists(run.Path("new")), Is.False);
    }

    [TestCase("run s.yaml --cache ''", "--cache '': the path is empty; name a directory")]
    [TestCase("run s.yaml --out ''", "--out '': the path is empty; name a directory")]
    [TestCase("run s.yaml --junit ''", "--junit '': the path is empty; name a file")]
    public void An_empty_path_is_said(string words, string mistake)
    {
        using var run = new SimRun();
        run.Write("s.yaml", SimRun.Scenario.Replace("name: small", "name: s"));

        var (code, _, error) = SimShell.Run($"{SimShell.Program} {words}", run.Directory);

        Assert.That((code, error), Is.EqualTo((2, $"sim: {mistake}\n")));
    }
}
