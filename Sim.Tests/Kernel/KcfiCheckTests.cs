using Sim.Core.Kernel.Build.Rules;
using Sim.Core.Kernel.Functions;

namespace Sim.Tests.Kernel;

public sealed class KcfiCheckTests
{
    [TestCase(KcfiCheck.Plain)]
    [TestCase(KcfiCheck.AroundLiteral)]
    public void An_indirect_call_between_functions_compiled_alike_goes_through(int before)
    {
        var check = KcfiCheck.Run(callerLooksBefore: before, hashStandsBefore: before);

        Assert.That(check.Trap, Is.Null);
        Assert.That(check.Read, Is.EqualTo(KcfiCheck.TypeHash));
    }

    [Test]
    public void A_caller_without_the_literal_reads_half_of_it_and_traps()
    {
        var check = KcfiCheck.Run(callerLooksBefore: KcfiCheck.Plain, hashStandsBefore: KcfiCheck.AroundLiteral);

        Assert.That(check.Trap, Does.StartWith("brk #0x8228 at 0x"));
        Assert.That(check.Read, Is.EqualTo(0xffff8000));
    }

    [Test]
    public void A_caller_with_the_literal_reads_the_function_before_and_traps()
    {
        var check = KcfiCheck.Run(callerLooksBefore: KcfiCheck.AroundLiteral, hashStandsBefore: KcfiCheck.Plain);

        Assert.That(check.Trap, Does.StartWith("brk #0x8228 at 0x"));
        Assert.That(check.Read, Is.EqualTo(EntryWords.Nop));
    }

    [Test]
    public void A_kernel_with_kCFI_has_the_hash_where_a_plain_caller_looks()
    {
        var build = Builds.Of("6.3 clang-16 cfi");

        var layout = new EntryLayout(ConfigResolver.Resolve(build), EntryAddresses.Example(build.Addresses));

        Assert.That(layout.HashOffset, Is.EqualTo(-KcfiCheck.Plain));
    }
}
