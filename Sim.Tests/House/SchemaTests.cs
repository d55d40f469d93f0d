using System.Text.Json;
using Sim.Cli;

namespace Sim.Tests.House;

/// <summary>The schemas beside the scenarios are what <c>sim schema</c> prints, and every file names its own.</summary>
public sealed class SchemaTests
{
    static readonly string[] Kinds = ["scenario", "core", "kernel"];

    static IEnumerable<TestCaseData> Files =>
        from folder in (string[])["intro", "systems", "validation", "sweeps", "cores", "kernels"]
        from file in Repository.Files($"scenarios/{folder}", "*.yaml")
        select new TestCaseData(file, folder is "cores" or "kernels" ? folder[..^1] : "scenario");

    [TestCaseSource(nameof(Kinds))]
    public void The_schema_in_the_repository_is_current(string kind)
    {
        using var output = new StringWriter();

        var code = SimProgram.Run(["schema", kind], output, TextWriter.Null);

        var file = Path.Combine(Repository.Root, "scenarios", "schema", $"{kind}.json");
        if (Environment.GetEnvironmentVariable("SIM_UPDATE_GOLDEN") == "1")
            File.WriteAllText(file, output.ToString());
        Assert.That(code, Is.Zero);
        Assert.That(File.ReadAllText(file), Is.EqualTo(output.ToString()));
        Assert.That(() => JsonDocument.Parse(output.ToString()), Throws.Nothing);
    }

    [TestCaseSource(nameof(Files))]
    public void A_file_names_its_schema_for_editors(string file, string kind) =>
        Assert.That(Repository.Read(file).Split('\n')[1], Is.EqualTo($"# yaml-language-server: $schema=../schema/{kind}.json"));
}
