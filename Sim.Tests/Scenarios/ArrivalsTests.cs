using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Files;

namespace Sim.Tests.Scenarios;

public sealed class ArrivalsTests
{
    [TestCase("{ every: 10 us, kind: poisson }", ArrivalKind.Poisson, 10_000_000, 5)]
    [TestCase("{ rate: 100 kHz, kind: fixed, seed: 7 }", ArrivalKind.Fixed, 10_000_000, 7)]
    [TestCase("{ rate: 3 Hz, kind: fixed }", ArrivalKind.Fixed, 333_333_333_333, 5)]
    public void An_open_load_has_a_rate_a_kind_and_a_seed(string text, ArrivalKind kind, long every, long seed)
    {
        var cells = Read(Text(text)).Specs;

        Assert.That(cells.Select(cell => cell.Arrivals), Is.All.EqualTo(new Arrivals(kind, every, seed)));
    }

    [Test]
    public void A_rate_may_be_swept()
    {
        var cells = Read(Text("{ every: $gap, kind: poisson }", "sweep: [{ gap: [1 us, 2 us] }]")).Specs;

        Assert.That(cells.Select(cell => cell.Arrivals!.Every), Is.EqualTo(new[] { 1_000_000, 2_000_000 }));
    }

    [TestCase("poisson", true)]
    [TestCase("fixed", false)]
    public void Arrivals_that_are_drawn_are_drawn_anew_for_each_of_several_seeds(string kind, bool drawn)
    {
        var cell = Read(Text($"{{ every: 1 us, kind: {kind} }}")).Specs[0];

        Assert.That(cell.DependsOnSeed, Is.EqualTo(drawn));
        Assert.That(Enumerable.Range(0, 4).Select(draw => cell.WithSeed(draw).Arrivals!.Seed), Is.Unique.And.Contain(5));
    }

    [TestCase("{ kind: poisson }", """
        s.yaml:8:51: error SIM111: arrivals must have 'every' or 'rate', and not both
         8 | workload: { kind: call_loop, calls: 10, arrivals: { kind: poisson } }
           |                                                   ^
        """)]
    [TestCase("{ every: 1 us, rate: 1 MHz, kind: poisson }", """
        s.yaml:8:51: error SIM114: arrivals must have 'every' or 'rate', and not both
         8 | workload: { kind: call_loop, calls: 10, arrivals: { every: 1 us, rate: 1 MHz, kind: poisson } }
           |                                                   ^
        """)]
    [TestCase("{ every: 1, kind: posson }", """
        s.yaml:8:69: error SIM102: unknown kind of arrivals 'posson'
         8 | workload: { kind: call_loop, calls: 10, arrivals: { every: 1, kind: posson } }
           |                                                                     ^^^^^^
         hint: did you mean 'poisson'? Known: fixed, poisson.
        s.yaml:8:60: error SIM122: every '1' has no unit
         8 | workload: { kind: call_loop, calls: 10, arrivals: { every: 1, kind: posson } }
           |                                                            ^
         hint: Known units: ns, us, ms, s.
        """)]
    [TestCase("{ rate: 2 GHz, kind: fixed }", """
        s.yaml:8:59: error SIM121: rate '2 GHz' is not from 1 to 1,000,000,000 Hz
         8 | workload: { kind: call_loop, calls: 10, arrivals: { rate: 2 GHz, kind: fixed } }
           |                                                           ^^^^^
        """)]
    [TestCase("{ every: 20_000 s, kind: fixed }", """
        s.yaml:8:51: error SIM260: 10 calls arrive over 2.3 days; at most one is possible
         8 | workload: { kind: call_loop, calls: 10, arrivals: { every: 20_000 s, kind: fixed } }
           |                                                   ^
        """)]
    public void A_mistake_is_shown_at_its_place(string arrivals, string expected)
    {
        using var folder = new TemporaryFolder();

        Assert.That(folder.Mistakes(Text(arrivals)), Is.EqualTo(expected));
    }

    static string Text(string arrivals, string rest = "") =>
        $$"""
        # Is it fast?
        schema: sim/scenario/1
        name: s
        kernel: linux-6.3-call-ops
        core: neoverse-n1
        seed: 5
        {{rest}}
        workload: { kind: call_loop, calls: 10, arrivals: {{arrivals}} }
        tracers:
          relevant: { count: 1 }

        """;

    static Scenario Read(string text)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();
        var scenario = ScenarioFile.Read(folder.Write("s.yaml", text), [], bag);
        Assert.That(bag, Is.Empty);
        return scenario!;
    }
}
