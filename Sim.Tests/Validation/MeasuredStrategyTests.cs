using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Scenarios.Measurements;
using Sim.Tests.Cli;

namespace Sim.Tests.Validation;

/// <summary>What Sim says about who measured a strategy is what the measurement files say.</summary>
public sealed class MeasuredStrategyTests
{
    static IEnumerable<Mechanism> Mechanisms => MechanismCatalogue.All;

    [TestCaseSource(nameof(Mechanisms))]
    public void A_strategy_is_validated_if_a_time_of_it_is_checked(Mechanism mechanism) =>
        Assert.That(mechanism.Validated, Is.EqualTo(MeasuredStrategies.CheckedOn(mechanism.Name).Count > 0), mechanism.Name);

    [Test]
    public void The_list_says_who_measured_what()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["list", "strategies"]), Is.Zero);

        var lines = run.Stdout.ToString().Split('\n').ToDictionary(line => line.Split(' ')[0]);
        Assert.That(lines["call_ops"], Does.EndWith("(checked on apple-m1-firestorm; published on cortex-a72)"));
        Assert.That(lines["direct_call"], Does.EndWith("(unvalidated; published on cortex-a72)"));
        Assert.That(lines["mcount"], Does.EndWith("(unvalidated; no measurement on any core comes with Sim)"));
    }
}
