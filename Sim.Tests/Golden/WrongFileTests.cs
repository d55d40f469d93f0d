using Sim.Core.Diagnostics;
using Sim.Scenarios.Files;
using Sim.Scenarios.Profiles;
using Sim.Tests.House;

namespace Sim.Tests.Golden;

/// <summary>Files with the mistakes that people make, each with the message that a helpful colleague would give: <c>Wrong/</c>.</summary>
public sealed class WrongFileTests
{
    static readonly Dictionary<string, Action<string, DiagnosticBag>> Readers = new()
    {
        ["scenarios"] = (path, bag) => ScenarioFile.Read(path, [], bag),
        ["cores"] = (path, bag) => Profile.ReadCore(path, bag),
        ["kernels"] = (path, bag) => Profile.ReadKernel(path, bag),
    };

    [TestCaseSource(nameof(Kinds))]
    public void A_wrong_file_gets_the_message_that_helps(string kind)
    {
        var folder = Path.Combine(Repository.Root, "Sim.Tests", "Golden", "Wrong", kind);
        List<string> shown = [];
        foreach (var path in Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            var bag = new DiagnosticBag();
            Readers[kind](path, bag);
            Assert.That(bag, Is.Not.Empty, path);
            shown.Add(string.Join('\n', bag));
        }

        var text = string.Join("\n\n", shown).Replace(folder + "/", "", StringComparison.Ordinal).Replace(AppContext.BaseDirectory, "", StringComparison.Ordinal);
        GoldenFile.Check($"wrong-{kind}.txt", text + "\n");
    }

    [Test]
    public void There_are_sixty_of_them_and_more() =>
        Assert.That(Readers.Keys.Sum(kind => Directory.GetFiles(Path.Combine(Repository.Root, "Sim.Tests", "Golden", "Wrong", kind)).Length), Is.GreaterThan(60));

    static IEnumerable<string> Kinds => Readers.Keys;
}
