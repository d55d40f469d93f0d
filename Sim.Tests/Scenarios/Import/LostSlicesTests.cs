using Sim.Core.Kernel;
using Sim.Scenarios.Import;

namespace Sim.Tests.Scenarios.Import;

public sealed class LostSlicesTests
{
    // rutland-2023-call-ops, totals as published: relevant, irrelevant, total.
    static readonly (int, int, long)[] Before =
    [
        (0, 0, 94583), (0, 1, 93709), (0, 2, 93666), (0, 10, 93709), (0, 100, 93792),
        (1, 1, 6467833), (1, 2, 7509708), (1, 10, 23786792), (1, 100, 106432500),
        (1, 0, 1431875), (2, 0, 6456334), (10, 0, 22717000), (100, 0, 103293667),
    ];

    static readonly (int, int, long)[] After =
    [
        (0, 0, 94541), (0, 1, 93666), (0, 2, 93709), (0, 10, 93667), (0, 100, 93792),
        (1, 1, 281000), (1, 2, 281042), (1, 10, 280958), (1, 100, 281250),
        (1, 0, 280959), (2, 0, 6502708), (10, 0, 18681209), (100, 0, 103550458),
    ];

    [TestCase(null, null)]
    [TestCase(false, null)]
    [TestCase(null, 250)]
    [TestCase(false, 250)]
    public void The_published_table_before_the_patch_gives_back_its_slices(bool? ownOps, int? tickHz)
    {
        var found = LostSlices.Find(Runs(Before), ownOps, tickHz);

        Assert.That(found.Slices, Is.EqualTo(new[] { 0, 0, 0, 0, 0, 1, 1, 3, 0, 0, 1, 3, 0 }));
        Assert.That(found.Findings.Single().SliceNs, Is.EqualTo(4e6));
    }

    [TestCase(null, null)]
    [TestCase(true, null)]
    [TestCase(null, 250)]
    [TestCase(true, 250)]
    public void The_published_table_after_the_patch_gives_back_its_slices(bool? ownOps, int? tickHz)
    {
        var found = LostSlices.Find(Runs(After), ownOps, tickHz);

        Assert.That(found.Slices, Is.EqualTo(new[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0 }));
        Assert.That(found.Findings.Single().SliceNs, Is.EqualTo(4e6));
    }

    [Test]
    public void The_evidence_is_the_error_with_and_without_and_with_other_lengths()
    {
        var finding = LostSlices.Find(Runs(Before), null, null).Findings.Single();

        Assert.That(finding.Error, Is.EqualTo(0.0034).Within(0.0001));
        Assert.That(finding.ErrorWithout, Is.EqualTo(0.386).Within(0.001));
        Assert.That(finding.ErrorOfOthers.Select(other => other.Error), Is.All.GreaterThan(0.01));
        Assert.That(finding.Line[1], Is.EqualTo(10.3).Within(0.1));
    }

    [Test]
    public void A_clean_log_has_none() =>
        Assert.That(Slices(Made(ops => 4 + (10 * ops))), Is.All.Zero);

    [TestCase(20, 10.0, 25.0)]
    [TestCase(20, 10.0, 20.0)]
    [TestCase(10, 10.0, 14.0)]
    [TestCase(50, 10.0, 50.0)]
    [TestCase(2, 10.0, 20.0)]
    public void More_per_ops_behind_a_cliff_is_no_slice(int cliff, double before, double behind)
    {
        var bends = Made(ops => 4 + (before * ops) + ((behind - before) * Math.Max(0, ops - cliff)));
        var jumps = Made(ops => 4 + ((ops > cliff ? behind : before) * ops));

        Assert.That(Slices(bends), Is.All.Zero);
        Assert.That(Slices(jumps), Is.All.Zero);
    }

    [Test]
    public void Errors_of_two_percent_are_no_slices()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var noise = new Random(seed);
            var runs = Made(ops => (4 + (10 * ops)) * (1 + (0.02 * Normal(noise))));

            Assert.That(Slices(runs), Is.All.Zero, $"seed {seed}");
        }
    }

    [Test]
    public void A_cliff_with_errors_of_two_percent_is_no_slice()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var noise = new Random(seed);
            var runs = Made(ops => (4 + ((ops > 10 ? 21 : 10) * ops)) * (1 + (0.02 * Normal(noise))));

            Assert.That(Slices(runs), Is.All.Zero, $"seed {seed}");
        }
    }

    [Test]
    public void A_repetition_that_is_one_tick_longer_lost_it()
    {
        var runs = Runs([(1, 0, 1_431_000), (1, 0, 1_433_000), (1, 0, 5_432_000)]);

        Assert.That(Slices(runs), Is.EqualTo(new[] { 0, 0, 1 }));
    }

    [Test]
    public void Slices_are_found_under_errors_of_a_third_of_a_percent()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var noise = new Random(seed);
            var clean = Made(ops => (4 + (10 * ops)) * (1 + (0.003 * Normal(noise))));
            int[] lost = [.. clean.Select(run => run is { Relevant: 2, Irrelevant: 0 } or { Relevant: 1, Irrelevant: 2 } ? 2 : 0)];
            var runs = clean.Select((run, index) => run with { TotalNs = run.TotalNs + (lost[index] * 4_000_000) }).ToList();

            Assert.That(Slices(runs), Is.EqualTo(lost), $"seed {seed}");
        }
    }

    [TestCase(null)]
    [TestCase(true)]
    public void A_cost_that_jumps_between_one_tracer_and_two_lost_no_slice(bool? ownOps)
    {
        // 16.5 ns for one tracer called directly, 58 + 47 n ns through the list.
        var runs = Runs(
        [
            (0, 0, 106_932), (0, 1, 106_840), (1, 0, 1_647_036), (1, 1, 1_648_206), (1, 2, 1_653_915), (2, 0, 15_274_935), (10, 0, 52_874_000),
        ]);

        Assert.That(LostSlices.Find(runs, ownOps, null).Slices, Is.All.Zero);
    }

    [TestCase(null)]
    [TestCase(true)]
    [TestCase(false)]
    public void Tracers_of_equal_cost_are_no_answer_to_totals_that_are_equal_modulo_a_tick(bool? ownOps)
    {
        var runs = Runs([(0, 0, 250_000), (1, 0, 1_400_000), (1, 5, 1_450_000), (2, 0, 5_400_000), (10, 0, 25_400_000)]);

        Assert.That(LostSlices.Find(runs, ownOps, null).Slices, Is.All.Zero);
    }

    [TestCase(14.0, 40.0, 20.0)]
    [TestCase(9.0, 55.0, 30.0)]
    [TestCase(16.5, 58.0, 47.0)]
    [TestCase(30.0, 90.0, 12.0)]
    public void A_direct_path_beside_the_list_is_no_slice_under_errors_of_a_percent(double direct, double list, double perOps)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var noise = new Random(seed);
            var runs = Empty((0, 0), (1, 0), (1, 1), (1, 10), (2, 0), (5, 0), (10, 0), (50, 0))
                .Select(run => run with
                {
                    TotalNs = (long)(100_000 * (run.Relevant switch { 0 => 1, 1 => direct, _ => list + (perOps * run.Relevant) }) * (1 + (0.01 * Normal(noise)))),
                }).ToList();

            Assert.That(Slices(runs), Is.All.Zero, $"seed {seed}");
        }
    }

    [Test]
    public void The_only_ops_of_a_system_is_called_without_the_list_on_kernels_that_have_no_other_way()
    {
        var runs = Empty((1, 0), (1, 1), (1, 2), (1, 10), (2, 0), (10, 0))
            .Select(run => run with { TotalNs = (long)(100_000 * (run.Relevant + run.Irrelevant == 1 ? 14 : 60 + (30.0 * (run.Relevant + run.Irrelevant)))) }).ToList();

        Assert.That(LostSlices.Find(runs, false, null).Slices, Is.All.Zero);
        Assert.That(Slices(runs), Is.All.Zero);
    }

    [Test]
    public void A_slice_is_found_beside_a_cost_that_jumps()
    {
        var runs = Empty((1, 0), (1, 1), (1, 10), (2, 0), (5, 0), (10, 0), (20, 0), (50, 0))
            .Select(run => run with { TotalNs = (long)(100_000 * (run.Relevant == 1 ? 16.5 : 58 + (47.0 * run.Relevant))) + (run.Relevant == 5 ? 4_000_000 : 0) }).ToList();

        Assert.That(Slices(runs), Is.EqualTo(new[] { 0, 0, 0, 0, 1, 0, 0, 0 }));
    }

    [TestCase(1.5)]
    [TestCase(2)]
    [TestCase(3)]
    public void Ops_that_cost_more_in_the_longest_rows_of_the_published_table_lost_nothing(double factor)
    {
        var runs = Published(ops => 4 + ((ops >= 100 ? factor : 1) * 10 * ops), seed: null);

        Assert.That(Slices(runs), Is.All.Zero);
    }

    [Test]
    public void Errors_of_two_percent_in_the_published_tables_rows_are_no_slices()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            Assert.That(Slices(Published(ops => 4 + (10.3 * ops), seed)), Is.All.Zero, $"list, seed {seed}");
            Assert.That(Slices(Published(ops => ops == 0 ? 1.9 : 4 + (10.3 * ops), seed)), Is.All.Zero, $"own ops, seed {seed}");
        }
    }

    [Test]
    public void Repeated_runs_say_which_of_them_lost_time()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var noise = new Random(seed);
            var clean = Made(ops => 4 + (10 * ops)).SelectMany(run => Enumerable.Repeat(run, 3))
                .Select(run => run with { TotalNs = (long)(run.TotalNs * (1 + (0.003 * Normal(noise)))) }).ToList();
            int[] lost = [.. clean.Select(run => run.TotalNs < 25_000_000 && noise.Next(4) == 0 ? 1 : 0)];
            var runs = clean.Select((run, index) => run with { TotalNs = run.TotalNs + (lost[index] * 4_000_000) }).ToList();

            Assert.That(Slices(runs), Is.EqualTo(lost), $"seed {seed}");
        }
    }

    // The rows of the published table at other costs: of the list's ops, or with 0 ops of the own path.
    static IReadOnlyList<LogRun> Published(Func<int, double> costOf, int? seed)
    {
        var noise = seed is { } given ? new Random(given) : null;
        var own = costOf(0) < 2;
        return Runs(Before.Select(cell =>
        {
            var (relevant, irrelevant, total) = cell;
            var cost = relevant == 0 ? 0.94 : own && relevant == 1 ? costOf(0) : costOf(relevant + irrelevant);
            return (relevant, irrelevant, (long)(cost * 100_000 * (1 + (noise is null ? 0 : 0.02 * Normal(noise)))));
        }));
    }

    static IReadOnlyList<int> Slices(IReadOnlyList<LogRun> runs) => LostSlices.Find(runs, null, null).Slices;

    static IReadOnlyList<LogRun> Made(Func<int, double> costOf) => Runs(
    [
        .. from cell in ((int, int)[])[(1, 0), (1, 1), (1, 2), (1, 10), (1, 20), (1, 50), (1, 100), (2, 0), (10, 0), (20, 0), (50, 0), (100, 0)]
           select (cell.Item1, cell.Item2, (long)(costOf(cell.Item1 + cell.Item2) * 100_000)),
    ]);

    static IReadOnlyList<LogRun> Runs(IEnumerable<(int Relevant, int Irrelevant, long Total)> cells) =>
        [.. cells.Select((cell, index) => new LogRun(index + 1, cell.Relevant, cell.Irrelevant, "nop", OpsFlags.None, 100_000, cell.Total))];

    static IReadOnlyList<LogRun> Empty(params (int Relevant, int Irrelevant)[] cells) => Runs(cells.Select(cell => (cell.Relevant, cell.Irrelevant, 0L)));

    static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
