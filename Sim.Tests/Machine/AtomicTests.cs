using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;

namespace Sim.Tests.Machine;

public sealed class AtomicTests
{
    static Guest Run(string text, ulong memory, ulong operand)
    {
        var guest = new Guest(text);
        guest.Memory.Write(Guest.Data, memory, 8);
        (guest.X[1], guest.X[2]) = (Guest.Data, operand);
        return guest.Run();
    }

    [TestCase("ldadd x2, x0, [x1]", 5UL, 3UL, 8UL), TestCase("ldclral x2, x0, [x1]", 7UL, 2UL, 5UL),
        TestCase("ldeora x2, x0, [x1]", 7UL, 2UL, 5UL)]
    [TestCase("ldsetl x2, x0, [x1]", 5UL, 2UL, 7UL), TestCase("ldsmax x2, x0, [x1]", 5UL, ulong.MaxValue, 5UL)]
    [TestCase("ldsmin x2, x0, [x1]", 5UL, ulong.MaxValue, ulong.MaxValue),
        TestCase("ldumax x2, x0, [x1]", 5UL, ulong.MaxValue, ulong.MaxValue)]
    [TestCase("ldumin x2, x0, [x1]", 5UL, ulong.MaxValue, 5UL), TestCase("swp x2, x0, [x1]", 5UL, 9UL, 9UL)]
    public void An_atomic_returns_the_old_value_and_stores_the_new(string text, ulong memory, ulong operand, ulong stored)
    {
        var guest = Run(text, memory, operand);

        Assert.That((guest.X[0], guest.Memory.Read(Guest.Data, 8)), Is.EqualTo((memory, stored)));
    }

    [TestCase("ldaddb w2, w0, [x1]", 0xffff_ffffUL, 1UL, 0xffUL, 0xffff_ff00UL)]
    [TestCase("ldsmaxh w2, w0, [x1]", 0x0000_8000UL, 0xffff_0001UL, 0x8000UL, 1UL)]
    [TestCase("lduminb w2, w0, [x1]", 0x80UL, 0xff01UL, 0x80UL, 1UL)]
    [TestCase("ldclr w2, w0, [x1]", 0xffff_ffff_ffffUL, 0xffUL, 0xffff_ffffUL, 0xffff_ffff_ff00UL)]
    public void A_narrow_atomic_touches_its_bytes_alone(string text, ulong memory, ulong operand, ulong old, ulong stored)
    {
        var guest = Run(text, memory, operand);

        Assert.That((guest.X[0], guest.Memory.Read(Guest.Data, 8)), Is.EqualTo((old, stored)));
    }

    [TestCase("mov x0, #5; cas x0, x2, [x1]", 5UL, 9UL), TestCase("mov x0, #4; casal x0, x2, [x1]", 5UL, 5UL)]
    [TestCase("mov w0, #0xff05; casb w0, w2, [x1]", 5UL, 9UL)]
    public void A_compare_and_swap_stores_only_if_equal(string text, ulong old, ulong stored)
    {
        var guest = Run(text, 5, 9);

        Assert.That((guest.X[0], guest.Memory.Read(Guest.Data, 8)), Is.EqualTo((old, stored)));
    }

    [TestCase("ldxr x3, [x1]; stxr w0, x2, [x1]", 0UL, 9UL)]
    [TestCase("stxr w0, x2, [x1]", 1UL, 5UL)]
    [TestCase("ldaxr x3, [x1]; stlxr w4, x2, [x1]; stlxr w0, x3, [x1]", 1UL, 9UL)]
    [TestCase("add x5, x1, #8; ldxr x3, [x5]; stxr w0, x2, [x1]", 1UL, 5UL)]
    public void A_store_exclusive_needs_a_load_exclusive_of_its_address(string text, ulong status, ulong stored)
    {
        var guest = Run(text, 5, 9);

        Assert.That((guest.X[0], guest.Memory.Read(Guest.Data, 8)), Is.EqualTo((status, stored)));
    }

    [Test]
    public void An_atomic_off_its_alignment_faults() =>
        Assert.That(() => Run("add x1, x1, #4; ldadd x2, x0, [x1]", 0, 0),
            Throws.TypeOf<GuestFault>().With.Message.EndsWith("of 8 bytes to 0x20004, which is not a multiple of 8"));
}
