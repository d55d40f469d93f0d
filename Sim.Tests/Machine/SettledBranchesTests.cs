using Sim.Core.Machine.Branches;

namespace Sim.Tests.Machine;

public class SettledBranchesTests
{
    [Test]
    public void What_one_core_leaves_to_the_next_has_no_branch_settled()
    {
        var path = new PathHistory(64, [4, 16], 10);
        var left = new SettledBranches();
        left.Add(0x1000, taken: true, path);
        Assert.That(left.Contains(0x1000, taken: true, path), Is.True);

        left.GiveBack();

        Assert.That(new SettledBranches().Contains(0x1000, taken: true, path), Is.False);
    }
}
