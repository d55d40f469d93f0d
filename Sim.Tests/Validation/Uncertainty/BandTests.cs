using Sim.Core;
using Sim.Core.Runs;
using Sim.Scenarios.Files;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Running;
using Sim.Scenarios.Uncertainty;

namespace Sim.Tests.Validation.Uncertainty;

public sealed class BandTests
{
    [TestCase("neoverse-n1")]
    [TestCase("cortex-a55")]
    public void A_band_contains_what_every_guess_alone_can_make_of_the_prediction(string core)
    {
        var scenario = Small(core);
        var bands = CellBands.Of(scenario, samples: 20, new Runner(2));

        foreach (var guess in Profile.ReadCore(core, [])!.Provenance.Where(value => value.Guess is not null && value.Range is not null))
        {
            foreach (var value in ValuesOf(guess.Range!.Value))
            {
                if (scenario.Cores[0].Vary(new Dictionary<string, double> { [guess.Key] = value }) is not { } varied)
                    continue;
                foreach (var (index, cell) in scenario.Specs.Index())
                {
                    var perCall = Simulation.Run(cell with { Core = varied }).TotalNs / cell.Calls;
                    Assert.That(perCall, Is.InRange(bands[index]!.PerCallNs.Low, bands[index]!.PerCallNs.High), $"{guess.Key} = {value}, cell {index}");
                }
            }
        }
    }

    static IEnumerable<string> Cores => ProfileCatalogue.BuiltIn.Cores.Select(entry => entry.Name);

    // Ranges of guesses that never fit each other would leave every cell of the core without a band, and say nothing.
    [TestCaseSource(nameof(Cores))]
    public void All_guesses_of_a_core_can_be_drawn_together(string core) =>
        Assert.That(CellBands.Of(Small(core), samples: 8, new Runner(2))[0]?.Samples, Is.EqualTo(8));

    [Test]
    public void Bands_do_not_depend_on_the_number_of_threads()
    {
        var scenario = Small("cortex-a55");

        Assert.That(CellBands.Of(scenario, 8, new Runner(2)).Select(Text), Is.EqualTo(CellBands.Of(scenario, 8, new Runner(1)).Select(Text)));
    }

    [Test]
    public void Another_seed_draws_other_samples()
    {
        var scenario = Small("cortex-a55");

        Assert.That(
            CellBands.Of(scenario with { Seed = 1 }, 8, new Runner(2)).Select(Text), Is.Not.EqualTo(CellBands.Of(scenario, 8, new Runner(2)).Select(Text)));
    }

    [Test]
    public void What_a_list_walk_waits_for_matters_most()
    {
        var walk = CellBands.Of(Small("neoverse-n1"), 60, new Runner(2))[0]!;

        Assert.That(walk.Influences[0].Key, Is.EqualTo("forwarding.release_latency").Or.EqualTo("ordering.store_release"));
        Assert.That(walk.OverheadNs.P5, Is.LessThan(walk.OverheadNs.P50));
        Assert.That(walk.OverheadNs.P95, Is.GreaterThan(walk.OverheadNs.P50).And.LessThanOrEqualTo(walk.OverheadNs.High));
    }

    // The module starts in a BL's reach, and most windows put it out of it: a veneer more per call.
    [TestCase("linux-6.12-debian", true)]
    [TestCase("linux-6.2-args", false)]
    public void Where_a_boot_puts_modules_matters_where_the_size_of_the_image_is_known(string kernel, bool matters)
    {
        var scenario = Shipped.Scenario("intro/01-one-tracer.yaml", "core=neoverse-n1", $"kernels=[{kernel}]", "workload.calls=1000",
            "sweep=[{ relevant: 1, irrelevant: 0 }]");

        var influences = CellBands.Of(scenario, 10, new Runner(2))[0]!.Influences;

        Assert.That(influences.Any(influence => influence.Key == "module placement"), Is.EqualTo(matters));
    }

    [Test]
    public void A_fitted_value_is_no_guess()
    {
        var fitted = Profile.ReadCore("apple-m1-firestorm", [])!.Provenance.Single(value => value.Fitted is not null);

        var bands = CellBands.Of(Small("apple-m1-firestorm"), 10, new Runner(2));

        Assert.That(bands.SelectMany(band => band!.Influences).Select(influence => influence.Key), Has.None.EqualTo(fitted.Key));
    }

    // The ends, the middle, and a quarter from each end.
    static IEnumerable<double> ValuesOf((double Low, double High) range) =>
        ((double[])[0, 0.25, 0.5, 0.75, 1]).Select(share => Math.Round(range.Low + (share * (range.High - range.Low)))).Distinct();

    static Scenario Small(string core) => Shipped.Scenario(
        "validation/rutland-2023-call-ops.yaml", $"core={core}", "workload.calls=1000", "sweep=[{ relevant: 1, irrelevant: 1 }]");

    static string Text(CellUncertainty? cell) => $"{cell!.Samples} {cell.PerCallNs} {cell.OverheadNs} {string.Join(' ', cell.Influences)}";
}
