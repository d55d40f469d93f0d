using Sim.Core.Diagnostics;
using Sim.Scenarios.Profiles;

namespace Sim.Tests.Scenarios;

public sealed class MissingValueTests
{
    [Test]
    public void A_value_that_is_missing_is_explained()
    {
        using var folder = new TemporaryFolder();
        var text = House.Repository.Read("scenarios/kernels/linux-6.2-args.yaml").Split('\n').Where(line => !line.StartsWith("  text:", StringComparison.Ordinal));
        var bag = new DiagnosticBag();

        Profile.ReadKernel(folder.Write("linux-6.2-args.yaml", string.Join('\n', text)), bag);

        Assert.That(folder.Show(bag), Does.Contain("kernel 'linux-6.2-args' has no key 'addresses.text'\n").And.Contain("\n hint: It is this: Start of the image's text. Write inherits: linux-6.12-debian"));
    }
}
