using System.Text;
using Sim.Cli;
using Sim.Core.Diagnostics;
using Sim.Scenarios.Files;
using Sim.Scenarios.Profiles;

namespace Sim.Tests.House;

/// <summary>The gallery of charts. SIM_UPDATE_GOLDEN=1 simulates every scenario and draws it again, which takes minutes; without, words and files are checked.</summary>
public sealed class GalleryTests
{
    static IEnumerable<string> Scenarios => ProfileCatalogue.BuiltIn.Scenarios.Select(entry => entry.Name);

    static string Page => Path.Combine(Repository.Root, "docs", "gallery.md");

    static string Images => Path.Combine(Repository.Root, "docs", "images", "gallery");

    [OneTimeSetUp]
    public static void DrawAgain()
    {
        if (Environment.GetEnvironmentVariable("SIM_UPDATE_GOLDEN") != "1")
            return;
        Draw();
        File.WriteAllText(Page, Text());
    }

    [Test]
    public void The_gallery_has_every_scenario_with_its_question_command_and_chart()
    {
        Assert.That(File.ReadAllText(Page), Is.EqualTo(Text()));
        Assert.That(Directory.GetFiles(Images).Select(Path.GetFileNameWithoutExtension), Is.EquivalentTo(Scenarios));
    }

    [TestCaseSource(nameof(Scenarios))]
    public void A_chart_of_the_gallery_is_of_its_scenario(string name) =>
        Assert.That(File.ReadAllText(Path.Combine(Images, $"{name}.svg")), Does.Contain($" · {name} · "));

    static void Draw()
    {
        var folder = Directory.CreateTempSubdirectory("sim-gallery-");
        SimProgram.Run(["run", .. Scenarios, "--out", folder.FullName, "--quiet"], TextWriter.Null, TextWriter.Null);
        Directory.CreateDirectory(Images);
        foreach (var name in Scenarios)
        {
            var timeline = Path.Combine(folder.FullName, name, "timeline.svg");
            File.Copy(File.Exists(timeline) ? timeline : Path.Combine(folder.FullName, name, "overhead.svg"), Path.Combine(Images, $"{name}.svg"), overwrite: true);
        }

        folder.Delete(recursive: true);
    }

    static string Text()
    {
        var text = new StringBuilder("""
            # Gallery

            The chart of every scenario that comes with Sim. The title is the answer; the footer has the scenario's hash. Which chart it is follows from the cells:
            lines over one swept number, side by side where numbers grow one at a time; a map of two; rows of dots for names. Circles are published figures.

            `SIM_UPDATE_GOLDEN=1 dotnet test -c Release --filter Gallery` simulates all of them and draws this page again.

            """);
        foreach (var name in Scenarios)
        {
            var scenario = ScenarioFile.Read(name, [], new DiagnosticBag())!;
            text.Append(FormattableString.Invariant($"\n## {name}\n\n{scenario.Question}\n\n```\nsim run {name}\n```\n\n![The answer, and the chart of {name}](images/gallery/{name}.svg)\n"));
        }

        return text.ToString();
    }
}
