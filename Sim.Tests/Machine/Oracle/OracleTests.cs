using Sim.Core.Machine;
using Sim.Scenarios.Profiles;

namespace Sim.Tests.Machine.Oracle;

/// <summary>The pipelines against the oracle: two implementations of docs/model.md that share neither code nor method.</summary>
[Category("Oracle")]
public class OracleTests
{
    const int Lines = 30;
    const int StraightEvery = 4; // One program in so many has no branch.

    [Test]
    public void In_order_every_instruction_issues_in_the_cycle_that_the_oracle_gives() => Check(0, 2000, RandomCores.InOrder);

    // Ports booked in program order are those that a scheduler gives which serves the oldest ready instruction first: an
    // instruction loses a port to older ones only, at any time.
    [Test]
    public void Out_of_order_every_instruction_retires_in_the_cycle_that_the_oracle_gives() =>
        Assert.That(Check(10_000, 2000, RandomCores.OutOfOrder), Is.GreaterThan(1000), "programs in which a port was missing");

    [Test]
    public void With_exceptions_every_instruction_goes_in_the_cycle_that_the_oracle_gives([Values] bool inOrder) =>
        Check(30_000, 500, inOrder ? RandomCores.InOrder : RandomCores.OutOfOrder, exceptions: true);

    [Test]
    public void On_a_published_core_every_instruction_retires_in_the_cycle_that_the_oracle_gives(
        [Values("apple-m1-firestorm", "neoverse-n1")] string name)
    {
        var core = Profile.ReadCore(name, [])!.Value;

        Assert.That(Check(20_000, 60, _ => core), Is.GreaterThan(30), "programs in which a port was missing");
    }

    // Returns the number of programs in which a port was missing.
    static int Check(int firstSeed, int programs, Func<int, CoreProfile> core, bool exceptions = false)
    {
        var (differences, conflicts) = (new List<string>(), 0);
        for (var seed = firstSeed; seed < firstSeed + programs; seed++)
        {
            var text = new RandomCode(seed, Lines, branches: exceptions || seed % StraightEvery != 0, exceptions).Text;
            var comparison = Comparison.Of(core(seed), text);
            if (comparison.PortConflicts > 0)
                conflicts++;
            if (!comparison.Agrees)
                differences.Add($"seed {seed}: {comparison.Difference}");
        }

        Assert.That(differences, Is.Empty, $"of {programs} programs; the shortest:\n{differences.MinBy(text => text.Length)}");
        return conflicts;
    }
}
