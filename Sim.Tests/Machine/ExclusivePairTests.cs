using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;

namespace Sim.Tests.Machine;

public sealed class ExclusivePairTests
{
    static Guest Run(string text)
    {
        var guest = new Guest(text);
        guest.Memory.Write(Guest.Data, 5, 8);
        guest.Memory.Write(Guest.Data + 8, 6, 8);
        (guest.X[1], guest.X[2], guest.X[3]) = (Guest.Data, 8, 9);
        return guest.Run();
    }

    [TestCase("ldxp x4, x5, [x1]; stxp w0, x2, x3, [x1]", 0UL, 8UL, 9UL)]
    [TestCase("ldaxp x4, x5, [x1]; clrex; stlxp w0, x2, x3, [x1]", 1UL, 5UL, 6UL)]
    [TestCase("ldxp w4, w5, [x1]; stxp w0, w2, w3, [x1]", 0UL, 0x9_0000_0008UL, 6UL)]
    [TestCase("mov x4, #5; mov x5, #6; casp x4, x5, x2, x3, [x1]", 0UL, 8UL, 9UL)]
    [TestCase("mov x4, #5; mov x5, #7; caspal x4, x5, x2, x3, [x1]", 0UL, 5UL, 6UL)]
    public void A_pair_is_stored_as_a_whole_or_not_at_all(string text, ulong status, ulong first, ulong second)
    {
        var guest = Run(text);

        Assert.That((guest.X[0], guest.Memory.Read(Guest.Data, 8), guest.Memory.Read(Guest.Data + 8, 8)),
            Is.EqualTo((status, first, second)));
    }

    [Test]
    public void A_compare_and_swap_of_the_last_pair_ends_at_the_zero_register()
    {
        var guest = Run("casp x30, xzr, x2, x3, [x1]; mov x0, xzr");

        Assert.That((guest.X[30], guest.X[0]), Is.EqualTo((5UL, 0UL)));
    }

    [TestCase("ldxp x4, x5, [x1]", 16), TestCase("casp w4, w5, w2, w3, [x1]", 8)]
    public void A_pair_off_the_alignment_of_both_together_faults(string text, int bytes) =>
        Assert.That(() => Run($"add x1, x1, #4; {text}"),
            Throws.TypeOf<GuestFault>().With.Message.EndsWith($"of {bytes} bytes to 0x20004, which is not a multiple of {bytes}"));
}
