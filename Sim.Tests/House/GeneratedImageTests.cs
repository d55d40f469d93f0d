using Sim.Cli;

namespace Sim.Tests.House;

/// <summary>Charts in documents are what the command beside them draws, now. SIM_UPDATE_GOLDEN=1 draws them again.</summary>
public sealed class GeneratedImageTests
{
    [Test]
    public void The_chart_of_measured_figures_is_current()
    {
        var folder = Directory.CreateTempSubdirectory("sim-docs-");
        var image = Path.Combine(Repository.Root, "docs/images/validation.svg");

        SimProgram.Run(["validate", "--out", folder.FullName], TextWriter.Null, TextWriter.Null);
        var drawn = File.ReadAllText(Path.Combine(folder.FullName, "validation.svg"));

        folder.Delete(recursive: true);
        if (Environment.GetEnvironmentVariable("SIM_UPDATE_GOLDEN") == "1")
            File.WriteAllText(image, drawn);
        Assert.That(File.ReadAllText(image), Is.EqualTo(drawn));
    }
}
