using System.Text;

namespace Sim.Tests.Scenarios;

public sealed class TextFileTests
{
    [Test]
    public void A_missing_file_is_named() => Check((byte[]?)null, "s.yaml: error SIM101: there is no such file");

    [Test]
    public void An_empty_file_is_no_scenario() => Check("", """
        s.yaml:1: error SIM140: the first line must be a comment: the question that the scenario answers
         1 |·
        s.yaml:1: error SIM106: the file is empty
         1 |·
        """);

    [Test]
    public void A_list_is_no_scenario() => Check("# Why?\n- a", """
        s.yaml:2:1: error SIM113: a scenario must be a mapping of keys to values
         2 | - a
           | ^
        """);

    [Test]
    public void Binary_data_is_not_text() => Check("# Why?\n\0\u0001", "s.yaml:2: error SIM103: the file has a NUL byte: this is not text");

    [Test]
    public void A_file_that_is_not_UTF8_is_not_text() =>
        Check([(byte)'#', (byte)'\n', 0xC3, 0x28], "s.yaml:2: error SIM103: the file is not UTF-8 text");

    [Test]
    public void A_file_of_more_than_a_mebibyte_is_no_scenario() =>
        Check(new string('#', (1 << 20) + 1), "s.yaml: error SIM104: the file is larger than 1 MiB");

    [Test]
    public void Nesting_has_a_limit() => Check("# Why?\na: " + new string('[', 20_000), """
        s.yaml:2:20: error SIM108: nested deeper than 16 levels
         2 | a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[...
           |                    ^
        """);

    [Test]
    public void A_long_line_is_shown_around_the_mistake()
    {
        using var folder = new TemporaryFolder();
        var list = string.Join(", ", Enumerable.Range(0, 1000));

        var shown = folder.Mistakes(SampleScenario.With("irrelevant: [0, 1]", $"irrelevant: [{list}, nine, {list}]"));

        var lines = shown.Split('\n');
        Assert.That(lines[1], Does.StartWith(" 11 | ...").And.EndsWith("...").And.Length.LessThan(140));
        Assert.That(lines[1].Substring(lines[2].IndexOf('^', StringComparison.Ordinal), 4), Is.EqualTo("nine"));
    }

    [Test]
    public void Of_very_many_mistakes_the_first_are_shown_and_the_others_counted()
    {
        using var folder = new TemporaryFolder();
        var keys = string.Join('\n', Enumerable.Range(0, 10_000).Select(number => $"key_{number}: 1"));

        var shown = folder.Mistakes(SampleScenario.Text + keys);

        Assert.That(shown.Split('\n').Count(line => line.Contains("SIM110", StringComparison.Ordinal)), Is.EqualTo(20));
        Assert.That(shown, Does.EndWith("s.yaml: error SIM109: 9,980 more mistakes are not shown"));
    }

    [Test, CancelAfter(10_000)]
    public void A_hundred_thousand_values_on_one_line_are_read_at_once()
    {
        using var folder = new TemporaryFolder();
        var list = string.Join(", ", Enumerable.Range(0, 100_000));

        Assert.That(folder.Mistakes(SampleScenario.With("irrelevant: [0, 1]", $"irrelevant: [{list}] ")), Does.Contain("SIM145"));
    }

    [Test]
    public void A_tab_is_reported_where_it_is()
    {
        using var folder = new TemporaryFolder();

        Assert.That(folder.Mistakes(SampleScenario.With("  relevant:", "\trelevant:")), Does.StartWith("s.yaml:8:1: error SIM105: not YAML: a tab indents this line"));
    }

    [Test]
    public void Escape_sequences_do_not_reach_the_terminal()
    {
        using var folder = new TemporaryFolder();

        var shown = folder.Mistakes(SampleScenario.With("name: s", "name: \"\\e[31m\""));

        Assert.That(shown, Does.Contain(@"name '\u001b[31m' is not that of the file"));
    }

    [Test]
    public void A_byte_order_mark_is_no_part_of_the_text()
    {
        using var folder = new TemporaryFolder();

        Assert.That(folder.Mistakes("\uFEFF" + SampleScenario.Text), Is.Empty);
    }

    [Test]
    public void Lines_may_end_as_on_Windows()
    {
        using var folder = new TemporaryFolder();

        Assert.That(folder.Mistakes(SampleScenario.Text.ReplaceLineEndings("\r\n")), Is.Empty);
    }

    [Test]
    public void A_directory_is_no_file()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("d.yaml"));

        Assert.That(folder.Read("d.yaml"), Is.EqualTo("d.yaml: error SIM101: this is a directory, not a file"));
    }

    static void Check(string text, string expected) => Check(Encoding.UTF8.GetBytes(text), expected);

    static void Check(byte[]? bytes, string expected)
    {
        using var folder = new TemporaryFolder();
        if (bytes is not null)
            File.WriteAllBytes(folder.PathOf("s.yaml"), bytes);

        // A raw string cannot show a blank at the end of a line: '·' is shown for it.
        Assert.That(folder.Read("s.yaml"), Is.EqualTo(expected.Replace('·', ' ')));
    }
}
