using System.Text;
using System.Text.RegularExpressions;
using Sim.Cli;

namespace Sim.Tests.House;

/// <summary>Figures in documents are what the command beside them prints, now.</summary>
/// <remarks>
/// Between <c>&lt;!-- sim ARGUMENTS --&gt;</c> and <c>&lt;!-- end --&gt;</c> is the command's output; with <c>## Heading</c> after the arguments,
/// that section of it, without its legend; with <c>## table VALUE by ROW COLUMN ...</c> a table of its CSV. SIM_UPDATE_GOLDEN=1 rewrites the documents.
/// </remarks>
public partial class GeneratedTextTests
{
    static IEnumerable<string> Documents =>
        ["README.md", "docs/accuracy.md", "docs/attach.md", "docs/bpf.md", "docs/explain.md", "docs/far-off.md", "docs/layout.md", "docs/model.md", "docs/probe.md", "docs/systems.md", "docs/time.md", "docs/your-board.md", "docs/uncertainty.md", "scenarios/cores/README.md", "scenarios/kernels/README.md"];

    [TestCaseSource(nameof(Documents))]
    public void Figures_in_a_document_are_current(string document) => AssertCurrent(document);

    // Two minutes of CPU time.
    [Test, Explicit]
    public void Figures_of_whole_systems_are_current() => AssertCurrent("docs/tracing-everything.md");

    // Three minutes.
    [Test, Explicit]
    public void Figures_of_rules_are_current() => AssertCurrent("docs/rules.md");

    static void AssertCurrent(string document)
    {
        var text = Repository.Read(document);

        var current = Block().Replace(text, block => $"{block.Groups["open"].Value}\n\n{OutputOf(block)}\n\n<!-- end -->");

        if (Environment.GetEnvironmentVariable("SIM_UPDATE_GOLDEN") == "1")
            File.WriteAllText(Path.Combine(Repository.Root, document), current);
        Assert.That(Block().IsMatch(text), Is.True, "no generated block");
        Assert.That(text, Is.EqualTo(current));
    }

    static string OutputOf(Match block)
    {
        var folder = Directory.CreateTempSubdirectory("sim-docs-");
        var arguments = block.Groups["arguments"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (arguments[0] == "run")
            arguments.AddRange(["--out", folder.FullName, "--no-charts"]);
        using var output = new StringWriter();
        using var errors = new StringWriter();

        var code = SimProgram.Run([.. arguments], output, errors);

        folder.Delete(recursive: true);
        Assert.That(code, Is.Zero, errors.ToString());
        var text = output.ToString().Trim();
        if (block.Groups["heading"].Value.Split(' ', 2) is ["table", var what])
            return PivotTable.Of(text, what);
        if (block.Groups["heading"].Success)
            return Section(text, block.Groups["heading"].Value);
        if (text.StartsWith("| ", StringComparison.Ordinal))
            return text;
        return text.StartsWith("# ", StringComparison.Ordinal) ? Deeper(text) : $"```\n{text}\n```";
    }

    // Without its title, and with its sections one level below the document's.
    static string Deeper(string text) =>
        text.Replace("\n### ", "\n#### ", StringComparison.Ordinal).Replace("\n## ", "\n### ", StringComparison.Ordinal)[2..];

    static string Section(string text, string heading)
    {
        var lines = text.Split('\n').SkipWhile(line => line != $"## {heading}").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
        return string.Join('\n', lines.Where(line => !line.StartsWith("- **", StringComparison.Ordinal))).Trim();
    }

    [GeneratedRegex(@"(?<open><!-- sim (?<arguments>[^#\n]*?)( ## (?<heading>[^\n]*?))? -->)\n.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Block();
}
