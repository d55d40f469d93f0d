using System.Text.RegularExpressions;

namespace Sim.Tests.House;

/// <summary>A file that a document shows is the file.</summary>
/// <remarks>Between <c>&lt;!-- file PATH --&gt;</c> and <c>&lt;!-- end --&gt;</c> is the file's text; SIM_UPDATE_GOLDEN=1 rewrites the documents.</remarks>
public sealed partial class IncludedFileTests
{
    [TestCase("docs/ci.md")]
    public void A_file_in_a_document_is_current(string document)
    {
        var text = Repository.Read(document);

        var current = Block().Replace(text, block => $"{block.Groups["open"].Value}\n\n```yml\n{Repository.Read(block.Groups["path"].Value)}```\n\n<!-- end -->");

        if (Environment.GetEnvironmentVariable("SIM_UPDATE_GOLDEN") == "1")
            File.WriteAllText(Path.Combine(Repository.Root, document), current);
        Assert.That(Block().IsMatch(text), Is.True, "no file in it");
        Assert.That(text, Is.EqualTo(current));
    }

    [GeneratedRegex(@"(?<open><!-- file (?<path>\S+) -->)\n.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Block();
}
