using Sim.Core.A64;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;

namespace Sim.Tests.Machine;

/// <summary>The state machine of software step.</summary>
public sealed class SoftwareStepTests
{
    const ulong Vectors = 0x40800;
    const ulong Armed = 1 << 21, OnlyKde = 1 << 13, OnlySs = 1, MaskDebug = 0x200;

    // Code that user space executes; the kernel's ERET is elsewhere.
    const ulong User = Guest.Code;
    const ulong Kernel = 0x41000;

    [Test]
    public void One_instruction_of_user_space_executes_and_then_the_exception_comes()
    {
        var guest = ReturningToUser("add x0, x0, #1; add x0, x0, #1", Armed);
        guest.Step();
        Assert.That((guest.State.Pc, guest.State.StepPhase, guest.State.IsStepArmed), Is.EqualTo((User, StepPhase.NotPending, true)));

        guest.Step();
        Assert.That((guest.X[0], guest.State.Pc), Is.EqualTo((1UL, User + 4)));

        guest.Step(); // The first instruction of the handler.
        Assert.That((guest.X[0], guest.State.Pc, guest.State.Level), Is.EqualTo((1UL, Vectors + 0x404, ExceptionLevel.El1)));
        Assert.That(Saved(guest), Is.EqualTo((0xca00_0022UL | 1 << 24, User + 4, 0UL)));
        Assert.That(guest.State.StepPhase, Is.EqualTo(StepPhase.Inactive));
    }

    [Test]
    public void Without_the_bit_the_exception_comes_at_once()
    {
        var guest = ReturningToUser("add x0, x0, #1", 0);
        guest.Step();
        Assert.That(guest.State.StepPhase, Is.EqualTo(StepPhase.Pending));

        guest.Step();

        Assert.That((guest.X[0], guest.State.Pc), Is.EqualTo((0UL, Vectors + 0x404)));
        Assert.That(Saved(guest), Is.EqualTo((0xca00_0022UL, User, 0UL)));
    }

    [Test]
    public void A_load_exclusive_that_was_stepped_is_said_to_be_one()
    {
        var guest = ReturningToUser("ldxr x0, [x1]", Armed);
        guest.X[1] = Guest.Data;

        guest.Step().Step().Step();

        Assert.That(Saved(guest).Syndrome, Is.EqualTo(0xca00_0022UL | 1 << 24 | 1 << 6));
    }

    [Test]
    public void A_breakpoint_keeps_the_bit_and_a_system_call_clears_it()
    {
        var breakpoint = ReturningToUser("brk #0", Armed).Step().Step();
        var call = ReturningToUser("svc #0", Armed).Step().Step();

        Assert.That(Saved(breakpoint), Is.EqualTo((0xf200_0000UL, User, Armed)));
        Assert.That(Saved(call), Is.EqualTo((0x5600_0000UL, User + 4, 0UL)));
        Assert.That((breakpoint.State.StepPhase, call.State.StepPhase), Is.EqualTo((StepPhase.Inactive, StepPhase.Inactive)));
    }

    [Test]
    public void EL1_steps_itself_where_debug_exceptions_are_enabled_there()
    {
        var guest = ReturningTo(5 | Armed, "add x0, x0, #1; add x0, x0, #1", OnlySs | OnlyKde);
        guest.State.System[SystemRegister.Daif] = 0x3c0;

        guest.Step().Step().Step();

        Assert.That((guest.X[0], guest.State.Pc), Is.EqualTo((1UL, Vectors + 0x204)));
        Assert.That(Saved(guest), Is.EqualTo((0xce00_0022UL | 1 << 24, User + 4, 5UL)));
    }

    // Not enabled at EL1; masked at the target; not masked at the source: then the bit is not taken over.
    [TestCase(OnlySs, 0UL, 0x3c0UL), TestCase(OnlySs | OnlyKde, MaskDebug, 0x3c0UL), TestCase(0UL, 0UL, 0x3c0UL)]
    public void Where_they_are_not_enabled_nothing_is_stepped(ulong control, ulong mask, ulong before)
    {
        var guest = ReturningTo(5 | Armed | mask, "add x0, x0, #1; add x0, x0, #1", control);
        guest.State.System[SystemRegister.Daif] = before;

        guest.Step().Step().Step();

        Assert.That((guest.X[0], guest.State.Pc, guest.State.StepPhase), Is.EqualTo((2UL, User + 8, StepPhase.Inactive)));
    }

    [Test]
    public void The_OS_lock_keeps_steps_away()
    {
        var guest = ReturningToUser("add x0, x0, #1; add x0, x0, #1", Armed);
        guest.State.System[SystemRegister.OslsrEl1] = 2;

        Assert.That(guest.Step().Step().Step().X[0], Is.EqualTo(2));
    }

    [Test]
    public void Unmasking_debug_exceptions_makes_one_pending()
    {
        var guest = ReturningTo(5 | MaskDebug, "msr daifclr, #8; add x0, x0, #1", OnlySs | OnlyKde);

        guest.Step().Step().Step();

        Assert.That((guest.X[0], guest.State.Pc, Saved(guest).Link), Is.EqualTo((0UL, Vectors + 0x204, User + 4)));
    }

    [Test]
    public void A_step_without_vectors_is_an_error()
    {
        var guest = ReturningToUser("nop", 0).Step();
        guest.State.System[SystemRegister.VbarEl1] = 0;

        Assert.That(() => guest.Step(), Throws.TypeOf<GuestFault>().With.Message.EqualTo("software step at 0x10000, and no vectors"));
    }

    static (ulong Syndrome, ulong Link, ulong State) Saved(Guest guest) =>
        (guest.State.System[SystemRegister.EsrEl1], guest.State.System[SystemRegister.ElrEl1], guest.State.System[SystemRegister.SpsrEl1] & ~(1ul << 22));

    static Guest ReturningToUser(string text, ulong saved) => ReturningTo(saved, text, OnlySs);

    // The next instruction is an ERET to the program; handlers are full of NOPs.
    static Guest ReturningTo(ulong saved, string text, ulong control)
    {
        var guest = new Guest(text);
        guest.Memory.Map(Vectors, 0x1000);
        for (var address = Vectors; address < Vectors + 0x780; address += 4)
            guest.Memory.Write(address, 0xd503_201f, 4);
        guest.Memory.Write(Kernel, 0xd69f_03e0, 4);
        var system = guest.State.System;
        (system[SystemRegister.VbarEl1], system[SystemRegister.MdscrEl1]) = (Vectors, control);
        (system[SystemRegister.SpsrEl1], system[SystemRegister.ElrEl1]) = (saved, User);
        guest.State.Pc = Kernel;
        return guest;
    }
}
