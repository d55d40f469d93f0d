using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;

namespace Sim.Tests.Machine.Pipeline;

/// <summary>Programs that go where nothing is: the core says so, and executes nothing that is not code.</summary>
public class FaultTests
{
    static readonly CoreProfile[] Cores = [TestCores.FourWide, TestCores.TwoWideInOrder];

    [TestCaseSource(nameof(Cores))]
    public void A_branch_to_where_no_code_is_faults_when_it_is_taken(CoreProfile core)
    {
        Assert.That(() => LoopTiming.Settled(core, "cbnz x0, 0x12340"), Throws.TypeOf<GuestFault>().With.Message.Contains("to 0x12340"));
        Assert.That(() => LoopTiming.Settled(core, "cbz x0, 0x12340"), Throws.Nothing);
    }

    [Test]
    public void An_indirect_branch_to_where_no_code_is_faults(
        [ValueSource(nameof(Cores))] CoreProfile core, [Values("br x1", "blr x1", "ret x1")] string branch, [Values("0", "1", "4", "0x123")] string target) =>
        Assert.That(() => LoopTiming.Settled(core, $"mov x1, #{target}\n{branch}"), Throws.TypeOf<GuestFault>().With.Message.Contains("where no code is"));

    [TestCaseSource(nameof(Cores))]
    public void Code_that_ends_without_a_branch_faults(CoreProfile core) =>
        Assert.That(() => LoopTiming.Settled(core, "cbnz x0, end", "end: nop"), Throws.TypeOf<GuestFault>().With.Message.Contains("which is no code"));
}
