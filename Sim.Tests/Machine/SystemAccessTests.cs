using Sim.Core.A64;

namespace Sim.Tests.Machine;

public sealed class SystemAccessTests
{
    [Test]
    public void The_flags_travel_through_their_system_register()
    {
        var guest = Guest.Run("cmp x1, x1; mrs x0, nzcv; mov x2, #0x90000000; msr nzcv, x2");

        Assert.That((guest.X[0], guest.Flags), Is.EqualTo((0x6000_0000UL, 9UL)));
    }

    [Test]
    public void The_interrupt_mask_is_set_and_cleared_by_bit()
    {
        var guest = Guest.Run("msr daifset, #0xf; mrs x0, daif; msr daifclr, #2; mrs x1, daif; msr daif, x0");

        Assert.That((guest.X[0], guest.X[1], guest.State.System[(int)SystemRegister.Daif]), Is.EqualTo((0x3c0UL, 0x340UL, 0x3c0UL)));
    }

    [Test]
    public void A_system_register_keeps_what_was_written() =>
        Assert.That(Guest.Run("msr tpidr_el1, x1; msr sp_el0, x3; mrs x0, tpidr_el1; mrs x2, sp_el0", (1, 7UL), (3, 9UL)).X[..3],
            Is.EqualTo(new[] { 7UL, 7UL, 9UL }));

    [Test]
    public void The_counter_reads_what_the_core_was_given()
    {
        var guest = new Guest("mrs x0, cntvct_el0");
        guest.State.System[(int)SystemRegister.CntvctEl0] = 42;

        Assert.That(guest.Run().X[0], Is.EqualTo(42));
    }

    [Test]
    public void Hints_barriers_and_signing_change_nothing()
    {
        var guest = Guest.Run("paciasp; bti c; nop; yield; csdb; dmb ish; dsb sy; isb; hint #3; autiasp", (30, 0x1234UL));

        Assert.That((guest.X[30], guest.Flags), Is.EqualTo((0x1234UL, 0UL)));
    }
}
