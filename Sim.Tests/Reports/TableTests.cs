using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Remarks;
using Sim.Reports.Tables;
using Sim.Scenarios.Analyses;
using Sim.Scenarios.Measurements;
using Sim.Tests.Golden;

namespace Sim.Tests.Reports;

public sealed class TableTests
{
    [Test]
    public void Columns_of_captured_calls_are_told_apart_by_the_tracers_beside_them()
    {
        var group = CellGroup.Split([.. new[] { (0, 0), (1, 0), (1, 100) }.Select(tracers => MadeUp.Cell("captured", "k", tracers.Item1, tracers.Item2, 5))]).Single();

        var table = FunctionTable.Of(group, SweptColumns.Of(group.Cells), ["tracer"]);

        Assert.That(table.Columns.Skip(1).Select(column => column.Heading), Is.EqualTo(new[] { "untraced (cycles)", "traced, 0 irrelevant (cycles)", "traced, 100 irrelevant (cycles)" }));
    }

    [Test]
    public void The_published_table_reads_as_text() =>
        GoldenFile.Check("overhead-table.txt", TextRenderer.Render(ScenarioDocument.Of(MadeUp.PublishedTable())));

    [Test]
    public void The_published_table_reads_as_markdown() =>
        GoldenFile.Check("overhead-table.md", MarkdownRenderer.Render(ScenarioDocument.Of(MadeUp.PublishedTable())));

    [Test]
    public void Cells_without_numbers_keep_their_row_and_reason() =>
        GoldenFile.Check("strategies-table.txt", TextRenderer.Render(ScenarioDocument.Of(MadeUp.Strategies())));

    [Test]
    public void A_table_as_wide_as_a_terminal_breaks_headings_then_cells_of_text()
    {
        Column[] columns = [new("what it is about", "", IsText: true), new("share of all calls (%)", ""), new("why", "", IsText: true)];
        string[][] rows = [["one", "1.00", "because the first of its neighbours has it and so must the others in this row of words"], ["two", "10.0", "no reason"]];

        var text = TextRenderer.Render(new Document("T", [], [new Section("S", [new Table("", columns, rows)], [])]));

        Assert.That(text, Does.StartWith("""
            T

            S

                   share
                      of
            what     all
            it is  calls
            about    (%)  why
            one     1.00  because the first of its neighbours has it and so must the others
                          in this row of words
            two     10.0  no reason

            """));
    }

    [Test]
    public void A_table_that_is_too_wide_goes_on_below_with_what_tells_its_rows_apart()
    {
        Column[] columns = [new("of all", "", IsText: true), new("tool", "", IsText: true), .. Enumerable.Range(0, 9).Select(i => new Column($"column {i}", ""))];
        string[][] rows = [.. new[] { "one", "two" }.Select(name => (string[])["same", name, .. Enumerable.Range(0, 9).Select(i => $"1,000,00{i}")])];

        var text = TextRenderer.Render(new Document("T", [], [new Section("S", [new Table("", columns, rows)], [])]));

        Assert.That(text, Does.StartWith("T\n\nS\n\nof all same\n"));
        Assert.That(text.Split('\n').Count(line => line.TrimStart().StartsWith("one", StringComparison.Ordinal)), Is.EqualTo(2));
        Assert.That(text.Split('\n').Max(line => line.Length), Is.LessThanOrEqualTo(80));
    }

    [Test]
    public void Long_words_are_broken_where_they_have_a_mark()
    {
        Column[] columns = [new("name", "", IsText: true), new("why", "", IsText: true)];
        string[][] rows = [["first_name_of_a_thing_that_is_much_longer_than_others", "another-long-word-for-the-reason-of-it/in-two-parts"], ["b", "c"]];

        var text = TextRenderer.Render(new Document("T", [], [new Section("S", [new Table("", columns, rows)], [])]));

        Assert.That(text.Split('\n').Max(line => line.Length), Is.LessThanOrEqualTo(80));
        Assert.That(text, Does.StartWith("""
            T

            S

            name                         why
            first_name_of_a_thing_that_  another-long-word-for-the-reason-of-it/in-two-parts
            is_much_longer_than_others
            b                            c

            """));
    }

    [Test]
    public void Validation_rows_are_summed_apart_from_calibration_rows()
    {
        ValidationRow[] rows =
        [
            new(MadeUp.Measured("list_func", "linux-6.2-args", 1, 0, 13.4, MeasurementRole.Calibration), 13.4, null),
            new(MadeUp.Measured("list_func", "linux-6.2-args", 1, 1, 23.7, MeasurementRole.Validation), 24.0, null),
            new(MadeUp.Measured("list_func", "linux-6.2-args", 1, 2, 34.2, MeasurementRole.Validation), 51.3, null),
            new(
                MadeUp.Measured("mcount", "linux-5.4-mcount", 1, 2, 34.2, MeasurementRole.Validation),
                null,
                "no branch reaches the trampoline"),
            new(
                MadeUp.Measured("list_func", "linux-6.2-args", 1, 2, 74.2, MeasurementRole.Context) with { Metric = "published_ns" },
                null,
                "Sim does not predict published_ns"),
        ];

        GoldenFile.Check("validation-table.txt", TextRenderer.Render(ValidationTable.Of(rows, ValidationSums.Of(rows))));
    }

    [Test]
    public void The_remarks_name_the_worst_error_the_guesses_and_the_calls_that_were_followed() => Assert.That(
        Confidence.Of(MadeUp.PublishedTable()),
        Is.EqualTo(new[]
        {
            "measured figures: 5 validation rows, worst error -1.9 % (overhead_ns, list_func, 1 relevant, 100 irrelevant)",
            "guesses: 1 of 2 values of apple-m1-firestorm are published nowhere",
            "calls: 1,040 of 2,600,000 executed; the others repeat a state of the machine exactly",
        }));

    [Test]
    public void Where_no_measured_row_matches_a_cell_the_remark_says_in_what_they_differ()
    {
        var results = MadeUp.PublishedTable() with
        {
            Measurements = [MadeUp.Measured("list_func", "linux-6.2-args", 7, 0, 13.4, MeasurementRole.Validation), MadeUp.Measured("mcount", "linux-5.4-mcount", 1, 0, 13.4, MeasurementRole.Validation)],
        };

        Assert.That(Confidence.Of(results)[0], Is.EqualTo("measured figures: none of the 2 validation rows matches a cell: relevant_tracers is 7 in the rows, 0, 1, 2 and 2 more in the cells"));
        Assert.That(Confidence.Of(results with { Measurements = [] })[0], Is.EqualTo("measured figures: the scenario names none"));
    }

    [TestCase(0.94583, "0.946")]
    [TestCase(9.996, "10.0")]
    [TestCase(1063.3792, "1,060")]
    [TestCase(-0.0123, "-0.0123")]
    [TestCase(1e-12, "0")]
    [TestCase(double.NaN, "-")]
    public void Numbers_for_people_have_three_significant_digits(double number, string text) =>
        Assert.That(NumberText.Significant(number), Is.EqualTo(text));

    [Test]
    public void A_core_whose_guesses_never_fit_each_other_is_said_to_have_no_bands()
    {
        var asked = MadeUp.PublishedTable() with { HasBands = true };

        Assert.That(Confidence.Of(asked), Has.Some.StartsWith("bands: cells of apple-m1-firestorm have none: no draw of all guesses gives numbers"));
        Assert.That(Confidence.Of(asked with { HasBands = false }), Has.None.StartsWith("bands:"));
    }

    [Test]
    public void A_block_without_a_cell_of_no_tracers_starts_with_the_baseline_of_its_cells()
    {
        var results = MadeUp.Of("one", "one?", [MadeUp.Cell("call_ops", "linux-6.3-call-ops", 1, 0, 1.87)]);

        var table = OverheadTable.Of(results).Tables.Single();

        Assert.That(table.Rows, Has.Count.EqualTo(2));
        Assert.That(table.Rows[0], Is.EqualTo(new[] { "0", "0", "93,750", "0.938", "-" }));
    }

    [Test]
    public void Text_of_others_cannot_break_a_markdown_table()
    {
        var results = MadeUp.Of("one", "a | b", [MadeUp.Cell("call_ops", "<script>|*x*", 1, 0, 1.87)]);

        var markdown = MarkdownRenderer.Render(ScenarioDocument.Of(results));

        Assert.That(markdown, Does.Contain(@"\<script>\|\*x\*").And.Contain(@"a \| b"));
    }
}
