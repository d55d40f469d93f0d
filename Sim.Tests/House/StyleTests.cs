using System.Text.RegularExpressions;

namespace Sim.Tests.House;

public partial class StyleTests
{
    const int MaxLines = 300;

    static IEnumerable<string> Projects => ["Sim.Core", "Sim.Scenarios", "Sim.Reports", "Sim.Cli", "Sim.Benchmarks", "Sim.Tests"];

    [TestCaseSource(nameof(Projects))]
    public void A_file_fits_in_the_head(string project)
    {
        var tooLong =
            from file in Repository.Files(project, "*.cs")
            let lines = Repository.Read(file).Split('\n').Length
            where lines > MaxLines
            select $"{file}: {lines} lines";

        Assert.That(tooLong, Is.Empty);
    }

    [TestCaseSource(nameof(Projects))]
    public void Nothing_is_left_for_later(string project)
    {
        var open =
            from file in Repository.Files(project, "*.cs").Concat(Repository.Files(project, "*.s"))
            where !file.StartsWith("Sim.Tests/House/", StringComparison.Ordinal)
            from line in Repository.Read(file).Split('\n')
            where LeftForLater().IsMatch(line)
            select $"{file}: {line.Trim()}";

        Assert.That(open, Is.Empty);
    }

    [Test]
    public void Every_source_key_is_in_the_bibliography()
    {
        var known = SourceRow().Matches(Repository.Read("docs/sources.md")).Select(match => match.Groups[1].Value).ToHashSet();

        var missing =
            from file in Repository.Files("Sim.Core", "*.cs")
            from Match use in SourceTag().Matches(Repository.Read(file))
            where !known.Contains(use.Groups[1].Value)
            select $"{file}: {use.Value}";

        Assert.That(known, Is.Not.Empty);
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void Every_diagnostic_code_is_documented()
    {
        var documented = Repository.Read("docs/diagnostics.md");

        var missing =
            from project in new[] { "Sim.Core", "Sim.Scenarios", "Sim.Reports", "Sim.Cli" }
            from file in Repository.Files(project, "*.cs")
            from Match code in DiagnosticCode().Matches(Repository.Read(file))
            where !documented.Contains(code.Groups[1].Value, StringComparison.Ordinal)
            select $"{file}: {code.Value}";

        Assert.That(missing, Is.Empty);
    }

    [GeneratedRegex("TODO|FIXME|HACK|NotImplementedException")]
    private static partial Regex LeftForLater();

    [GeneratedRegex("<source key=\"([^\"]+)\"")]
    private static partial Regex SourceTag();

    [GeneratedRegex(@"^\|\s*`?([a-z0-9-]+)`?\s*\|", RegexOptions.Multiline)]
    private static partial Regex SourceRow();

    [GeneratedRegex("\"(SIM[0-9]{3})\"")]
    private static partial Regex DiagnosticCode();
}
