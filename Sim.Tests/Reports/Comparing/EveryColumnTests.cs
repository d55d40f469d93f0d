using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sim.Core.Kernel.Layout;
using Sim.Core.Runs;
using Sim.Reports.Comparing;
using Sim.Reports.Results;

namespace Sim.Tests.Reports.Comparing;

/// <summary>Whatever a file of results says of a cell is compared.</summary>
public sealed class EveryColumnTests
{
    static readonly IReadOnlyList<CellResult> Cells = MadeUp.Of("rich", "?", [Rich(0, 13.5), Rich(10, 110.25)]).Cells;

    // Where rows are, and hashes, which say why something moved.
    static readonly string[] NotCompared = ["cell", "inputs"];

    [TestCaseSource(nameof(Columns))]
    public void A_column_of_results_csv_that_moves_is_a_difference(string column)
    {
        var lines = ResultsCsv.Write(Cells).Split('\n').Select(line => line.Split(',')).ToList();
        var place = lines[0].IndexOf(column);
        lines[1][place] = Moved(lines[1][place]);
        var moved = string.Join('\n', lines.Select(line => string.Join(',', line)));

        Assert.That(Verdict(ResultsCsv.Write(Cells), moved, "csv"), Is.EqualTo(NotCompared.Contains(column) ? "equal" : "different"));
    }

    [Test]
    public void A_member_of_a_cell_in_results_json_that_moves_is_a_difference()
    {
        var text = Json();
        foreach (var path in Leaves(JsonNode.Parse(text)!["cells"]![0]!))
        {
            var root = JsonNode.Parse(text)!;
            var leaf = path.Aggregate(root["cells"]![0]!, (node, step) => node is JsonArray ? node[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step]!);
            var value = leaf.ToJsonString().Trim('"');
            leaf.ReplaceWith(leaf.GetValueKind() == JsonValueKind.Number ? JsonNode.Parse(Moved(value)) : Moved(value));

            Assert.That(Verdict(text, root.ToJsonString(), "json"), Is.EqualTo(NotCompared.Contains(path[0]) ? "equal" : "different"), string.Join('/', path));
        }
    }

    [Test]
    public void Both_files_of_a_run_are_equal()
    {
        using var files = new SimFiles();
        var (csv, json) = ResultsReader.Read(files.Write("a.csv", ResultsCsv.Write(Cells)), files.Write("a.json", Json()));

        Assert.That(csv.Columns.All.Where(column => column.Name != ResultColumns.CellsName).Select(column => column.Name), Is.SubsetOf(json.Columns.All.Select(column => column.Name)));
        var comparison = Comparison.Of(csv, json, Tolerance.Exact, acrossVersions: true);
        Assert.That(comparison.IsEqual, string.Join('\n', comparison.Moved.SelectMany(cell => cell.Differences)));
        Assert.That(comparison.Compared, Is.EqualTo(2));
        Assert.That(csv.Cells.Concat(json.Cells).Select(cell => cell["simulated_calls"].Number), Is.All.Not.Null, "so that it may have a tolerance");
    }

    [Test]
    public void A_part_of_the_code_that_only_a_new_cell_executes_is_no_difference_of_others()
    {
        var added = Rich(20, 200);
        added = added with { Run = added.Run! with { Regions = [.. added.Run.Regions, new("hash_lookup", 100_000, 100_000)] } };
        var more = MadeUp.Of("rich", "?", [Rich(0, 13.5), Rich(10, 110.25), added]).Cells;

        Assert.That(Verdict(ResultsCsv.Write(Cells), ResultsCsv.Write(more), "csv"), Is.EqualTo("equal"));
    }

    [Test]
    public void A_column_that_only_another_version_has_is_said_and_is_no_difference([Values] bool acrossVersions, [Values] bool inBaseline)
    {
        using var files = new SimFiles();
        var lines = ResultsCsv.Write(Cells).Split('\n').SkipLast(1).ToList();
        var more = files.Write("more.csv", string.Join('\n', lines.Select((line, index) => $"{line},{(index == 0 ? "brand_new_ns" : index)}")) + "\n");
        var less = files.Write("less.csv", ResultsCsv.Write(Cells));

        var (before, now) = inBaseline ? ResultsReader.Read(more, less) : ResultsReader.Read(less, more);
        var comparison = Comparison.Of(before, now, Tolerance.Exact, acrossVersions);

        Assert.That(comparison.IsEqual, Is.EqualTo(acrossVersions));
        Assert.That(comparison.Remarks.Any(remark => remark.Contains("only one of the results has them: brand_new_ns", StringComparison.Ordinal)), Is.EqualTo(acrossVersions));
    }

    static string[] Columns() => ResultsCsv.Write(Cells).Split('\n')[0].Split(',');

    static CellResult Rich(int irrelevant, double overheadNs)
    {
        var cell = MadeUp.Cell("call_ops", "linux-6.3-call-ops", 1, irrelevant, overheadNs);
        return cell with
        {
            Planned = cell.Planned with { Inputs = "model=2 machine=1", Swept = [new("core.memory.l1d.size", "16 KiB", 16_384, "B")] },
            Reason = "calls take a detour",
            Run = cell.Run! with
            {
                CallTimes = new(10, 20, 30.5),
                Course = new(5, [new(0, 1000, new(10, 0, 0, 0), 1, 2, 3)], [], 0),
                OpenLoad = new(1000, 5, 25.5, new CallTimes(20, 60, 80), 3),
            },
            Reach = new(48_000, 47_000, 500, 400, 100),
            Uncertainty = new(64, new(1, 2, 3, 0.5, 4), new(10, 20, 30, 5, 40), [new("branches.mispredict_cycles", 0.75)]),
            Seeds = new(3, [.. CellSeeds.Names.Select(name => new SeedFigure(name, overheadNs + 1, overheadNs - 1, overheadNs + 3))]),
        };
    }

    static string Json() => ResultsJson.Write(MadeUp.Of("rich", "?", Cells));

    // "different" where it is an error, too: cells are gone, or made with other parameters.
    static string Verdict(string baseline, string current, string extension)
    {
        using var files = new SimFiles();
        try
        {
            var (before, now) = ResultsReader.Read(files.Write($"before.{extension}", baseline), files.Write($"now.{extension}", current));
            return Comparison.Of(before, now, Tolerance.Exact, acrossVersions: true).IsEqual ? "equal" : "different";
        }
        catch (ComparisonException)
        {
            return "different";
        }
    }

    static string Moved(string text) => text.Length == 0 ? "1" : double.TryParse(text, CultureInfo.InvariantCulture, out var number)
        ? (number + 1e-9 * Math.Max(1, Math.Abs(number))).ToString("R", CultureInfo.InvariantCulture) : text + "x";

    static IEnumerable<IReadOnlyList<string>> Leaves(JsonNode node) => node switch
    {
        JsonObject members => members.Where(member => member.Value is not null).SelectMany(member => Leaves(member.Value!), (member, rest) => (IReadOnlyList<string>)[member.Key, .. rest]),
        JsonArray items => items.SelectMany((item, index) => Leaves(item!).Select(rest => (IReadOnlyList<string>)[index.ToString(CultureInfo.InvariantCulture), .. rest])),
        _ => [[]],
    };

    sealed class SimFiles : IDisposable
    {
        readonly string _directory = Directory.CreateTempSubdirectory("sim-test-").FullName;

        public string Write(string name, string text)
        {
            var path = Path.Combine(_directory, name);
            File.WriteAllText(path, text);
            return path;
        }

        public void Dispose() => Directory.Delete(_directory, recursive: true);
    }
}
