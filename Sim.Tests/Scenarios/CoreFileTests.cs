using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Profiles;

namespace Sim.Tests.Scenarios;

/// <summary>scenarios/cores/README.md, enforced on the files beside it.</summary>
public sealed class CoreFileTests
{
    static readonly string[] Names =
    [
        "ampereone", "apple-m1-firestorm", "apple-m1-icestorm", "apple-m4", "cortex-a53", "cortex-a55", "cortex-a57", "cortex-a710",
        "cortex-a715", "cortex-a72", "cortex-a720", "cortex-a76", "cortex-a78", "cortex-x1", "cortex-x2", "cortex-x3", "cortex-x4",
        "neoverse-n1", "neoverse-n2", "neoverse-v1", "neoverse-v2", "neoverse-v3", "oryon", "taishan-v110",
    ];

    [Test]
    public void The_cores_are_those_that_users_name_in_their_files() =>
        Assert.That(ProfileCatalogue.BuiltIn.Cores.Select(entry => entry.Name), Is.EqualTo(Names));

    [Test]
    public void The_table_of_cores_has_every_core()
    {
        var table = File.ReadAllText(Path.Combine(Repository.Root, "scenarios", "cores", "README.md"));

        Assert.That(Names.Where(name => !table.Contains($"| [{name}]({name}.yaml) |", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCaseSource(nameof(Names))]
    public void Only_the_small_cores_of_Arm_issue_in_order(string name) =>
        Assert.That(Core(name).BackEnd.Window is null, Is.EqualTo(name is "cortex-a53" or "cortex-a55"));

    [TestCaseSource(nameof(Names))]
    public void As_many_stores_reach_the_cache_per_cycle_as_there_are_store_ports(string name)
    {
        var backEnd = Core(name).BackEnd;

        Assert.That(backEnd.DrainWidth, Is.EqualTo(backEnd.Ports.Count(port => port.HasFlag(PortKinds.Store))));
    }

    // Of the Cortex-A76, its clock and what is outside of the core; of a file that inherits from none, nothing.
    [Test]
    public void A_value_is_the_cores_own_or_inherited()
    {
        var own = Provenance("cortex-a76").Where(value => !value.IsInherited).Select(value => value.Key);

        Assert.That(own, Is.EquivalentTo(new[] { "clock", "memory.l2.size", "memory.l2.latency", "memory.l3.size", "memory.l3.latency", "memory.dram" }));
        Assert.That(Provenance("neoverse-n1").Where(value => value.IsInherited), Is.Empty);
    }

    // That a range contains its value is checked where files are read.
    [TestCaseSource(nameof(Names))]
    public void A_guessed_number_has_a_range(string name)
    {
        var unranged = Provenance(name).Where(value => value.Guess is not null && char.IsAsciiDigit(value.Value[0]) && value.Range is null);

        Assert.That(unranged.Select(value => value.Key), Is.Empty);
    }

    [TestCaseSource(nameof(Names))]
    public void A_front_end_is_shorter_than_a_mispredict(string name)
    {
        var core = Core(name);

        Assert.That(core.FrontEnd.Depth, Is.LessThan(core.Branches.MispredictCycles));
    }

    [TestCaseSource(nameof(Names))]
    public void The_latency_of_a_store_release_is_fitted_on_one_core_only(string name)
    {
        var latency = Provenance(name).Single(value => value.Key == "forwarding.release_latency");
        var forwarding = Core(name).Forwarding;

        Assert.That(forwarding.FromRelease, Is.False);
        Assert.That(latency.Fitted is not null, Is.EqualTo(name == "apple-m1-firestorm"));

        // The M4 is Firestorm's successor, and has its value as a guess.
        Assert.That(forwarding.ReleaseLatency == forwarding.FailLatency, Is.EqualTo(name is not ("apple-m1-firestorm" or "apple-m4")));
    }

    [Test]
    public void Prose_becomes_numbers_by_one_rule()
    {
        Assert.That(Core("cortex-a53").Branches.BtbLevels, Is.EqualTo(new[] { new BtbLevel(16, 16, 0) }));
        Assert.That(Core("cortex-a55").Branches.BtbLevels.Select(level => level.Bubble), Is.EqualTo(new[] { 0, 1 }));
        Assert.That(Core("cortex-a55").Memory.PointerLatency, Is.EqualTo(2));
        Assert.That(Core("cortex-a72").Branches.BtbLevels[1].Entries, Is.EqualTo(3_072));
        Assert.That(Core("cortex-a72").BackEnd.Width, Is.EqualTo(3));
        Assert.That(Core("cortex-a72").Ordering.AtomicCycles, Is.EqualTo(20));
        Assert.That(Core("cortex-a72").Memory.L3, Is.Null);
        Assert.That(Core("neoverse-v1").Forwarding.FailLatency, Is.EqualTo(11));
        Assert.That(Core("neoverse-v1").FrontEnd.TakenBranchesPerCycle, Is.EqualTo(2));
        Assert.That(Core("apple-m1-icestorm").BackEnd.Window!.ReorderBufferEntries, Is.EqualTo(111));
        Assert.That(Core("taishan-v110").Forwarding.MultipleStores, Is.EqualTo(MultipleStores.Never));
    }

    static CoreProfile Core(string name) => Profile.ReadCore(name, [])!.Value;

    static IReadOnlyList<Provenance> Provenance(string name) => Profile.ReadCore(name, [])!.Provenance;
}
