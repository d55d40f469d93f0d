using Sim.Core.Diagnostics;
using Sim.Scenarios.Profiles;

namespace Sim.Tests.Scenarios;

/// <summary>What a core file's values of divides must be to each other.</summary>
public class DivideRuleTests
{
    [TestCase("divide_32_least: { value: 13, guess: why }", "back_end.divide_32_least must not be above back_end.divide_32")]
    [TestCase("divide_64_least: { value: 21, guess: why }", "back_end.divide_64_least must not be above back_end.divide_64")]
    [TestCase("divide_interval: { value: 21, guess: why }", "back_end.divide_interval must not be above back_end.divide_64")]
    [TestCase("divide_64: { value: 4, guess: why }", "back_end.divide_64 must not be below back_end.divide_64_least")]
    public void A_divide_is_as_long_as_its_parts(string value, string message)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();

        Profile.ReadCore(folder.Write("mine.yaml", $"# Mine\nschema: sim/core/1\nname: mine\ninherits: neoverse-n1\nback_end:\n  {value}\n"), bag);

        Assert.That(bag.Single().Message, Is.EqualTo(message));
    }
}
