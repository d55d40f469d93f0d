using Sim.Core.Diagnostics;
using Sim.Core.Machine;
using Sim.Core.Probes;
using Sim.Scenarios.Profiles;
using Sim.Tests.Machine.Pipeline;

namespace Sim.Tests.Probes;

/// <summary>What a profile says is what programs find on a core that has it.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class CoreProbeTests
{
    static readonly Lazy<ProbeResult> FourWide = new(() => CoreProbe.Run(TestCores.FourWide));

    static IEnumerable<string> Cores => ProfileCatalogue.BuiltIn.Cores.Select(core => core.Name);

    [TestCaseSource(nameof(Cores))]
    public void The_probe_finds_what_the_profile_says(string core)
    {
        var result = CoreProbe.Run(Read(core));

        var differing = result.Findings.Where(finding => finding.Verdict == Verdict.Differs);
        Assert.That(differing.Select(finding => $"{finding.Parameter}: {finding.Found}, not {finding.Declared}"), Is.Empty);
    }

    [Test]
    public void Every_parameter_shows_in_the_small_test_core() => Assert.That(
        FourWide.Value.Findings.Where(finding => finding.Verdict == Verdict.Hidden).Select(finding => finding.Parameter), Is.Empty);

    [Test]
    public void Equal_cores_give_equal_findings() =>
        Assert.That(CoreProbe.Run(TestCores.FourWide).Findings, Is.EqualTo(FourWide.Value.Findings));

    [Test]
    public void Another_cores_profile_does_not_fit() => Assert.That(CoreProbe.Run(TestCores.FourWide, Read("apple-m1-firestorm")).Agrees, Is.False);

    [TestCaseSource(nameof(WrongProfiles))]
    public void A_wrong_parameter_is_found(string parameter, CoreProfile declared)
    {
        var differing = CoreProbe.Run(TestCores.FourWide, declared).Findings.Where(finding => finding.Verdict == Verdict.Differs);

        Assert.That(differing.Select(finding => finding.Parameter), Does.Contain(parameter));
    }

    static IEnumerable<TestCaseData> WrongProfiles()
    {
        var core = TestCores.FourWide;
        var (back, branches, memory, forwarding, ordering) = (core.BackEnd, core.Branches, core.Memory, core.Forwarding, core.Ordering);
        yield return Wrong("back_end.width", core with { BackEnd = back with { Width = 5 } });
        yield return Wrong("back_end.ports", core with { BackEnd = back with { Ports = [.. back.Ports, PortKinds.Alu] } });
        yield return Wrong("back_end.multiply_64", core with { BackEnd = back with { Multiply64Latency = 5 } });
        yield return Wrong("back_end.eliminates_moves", core with { BackEnd = back with { EliminatesMoves = false } });
        yield return Wrong("back_end.store_queue_entries", core with { BackEnd = back with { StoreQueueEntries = 17 } });
        yield return Wrong("back_end.window.reorder_buffer_entries",
            core with { BackEnd = back with { Window = back.Window! with { ReorderBufferEntries = 33 } } });
        yield return Wrong("branches.btb.entries", core with { Branches = branches with { BtbLevels = [new(512, 4, 0)] } });
        yield return Wrong("branches.return_stack_depth", core with { Branches = branches with { ReturnStackDepth = 17 } });
        yield return Wrong("branches.mispredict_cycles", core with { Branches = branches with { MispredictCycles = 14 } });
        yield return Wrong("memory.l1d.size", core with { Memory = memory with { L1D = memory.L1D with { SizeBytes = 64 << 10 } } });
        yield return Wrong("memory.l1d.size", core with { Memory = memory with { L1D = memory.L1D with { SizeBytes = 16 << 10 } } });
        yield return Wrong("memory.l2.size", core with { Memory = memory with { L2 = memory.L2 with { SizeBytes = 256 << 10 } } });
        yield return Wrong("memory.l2.latency", core with { Memory = memory with { L2 = memory.L2 with { Latency = 15 } } });
        yield return Wrong("memory.dram", core with { Memory = memory with { DramNs = 120 } });
        yield return Wrong("memory.dtlb_entries", core with { Memory = memory with { DtlbEntries = 48 } });
        yield return Wrong("memory.walk_cycles", core with { Memory = memory with { WalkCycles = 50 } });
        yield return Wrong("memory.outstanding_misses", core with { Memory = memory with { OutstandingMisses = 6 } });
        yield return Wrong("forwarding.latency", core with { Forwarding = forwarding with { Latency = 7 } });
        yield return Wrong("forwarding.multiple_stores", core with { Forwarding = forwarding with { MultipleStores = MultipleStores.Any } });
        yield return Wrong("forwarding.partial", core with { Forwarding = forwarding with { Partial = true } });
        yield return Wrong("forwarding.from_release", core with { Forwarding = forwarding with { FromRelease = true } });
        yield return Wrong("ordering.dmb", core with { Ordering = ordering with { DmbCycles = 12 } });
        yield return Wrong("ordering.atomic", core with { Ordering = ordering with { AtomicCycles = 9 } });
    }

    static TestCaseData Wrong(string parameter, CoreProfile declared) =>
        new TestCaseData(parameter, declared).SetArgDisplayNames(parameter);

    static CoreProfile Read(string core)
    {
        var bag = new DiagnosticBag();
        var profile = Profile.ReadCore(core, bag);

        Assert.That(bag, Is.Empty);
        return profile!.Value;
    }
}
