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
}
