using Sim.Core.A64;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;

namespace Sim.Tests.Machine;

/// <summary>Entry and return, with the values that the architecture's pseudo-code gives.</summary>
public sealed class ExceptionTests
{
    const ulong Vectors = 0x40800;

    // A program that installs vectors, takes a BRK, skips it, and goes on: x0 counts.
    const string SkipsItsBreakpoint = """
            adr x1, vectors
            msr vbar_el1, x1
            isb
            mov x0, #0
            brk #0x123
            add x0, x0, #1
            b guest_end
            .balign 2048
        vectors:
            .org vectors + 0x200
            mrs x2, elr_el1
            mrs x3, esr_el1
            mrs x4, spsr_el1
            add x2, x2, #4
            msr elr_el1, x2
            add x0, x0, #16
            eret
            .org vectors + 0x780
        """;

    [Test]
    public void A_program_takes_its_own_breakpoint_skips_it_and_returns()
    {
        var guest = Guest.Run(SkipsItsBreakpoint);

        Assert.That((guest.X[0], guest.X[3], guest.X[4]), Is.EqualTo((17UL, 0xf200_0123UL, 5UL)));
        Assert.That(guest.X[2], Is.EqualTo(Guest.Code + 20));
    }

    [Test]
    public void Without_vectors_a_breakpoint_and_a_system_call_end_the_run()
    {
        Assert.That(() => new Guest("brk #0x800").Step(), Throws.TypeOf<GuestFault>().With.Message.EqualTo("brk #0x800 at 0x10000"));
        Assert.That(() => new Guest("svc #0x7").Step(), Throws.TypeOf<GuestFault>().With.Message.EqualTo("svc #0x7 at 0x10000"));
    }

    [TestCase("hlt #1"), TestCase("hvc #1"), TestCase("smc #1")]
    public void What_nothing_takes_ends_the_run_with_vectors_too(string text) =>
        Assert.That(() => WithVectors(text).Step(), Throws.TypeOf<GuestFault>().With.Message.EqualTo($"{text[..3]} #0x1 at 0x10000"));

    // ESR: EC, IL, the number. ELR: a breakpoint is not executed, a system call is.
    [TestCase("brk #0xf0", 0xf200_00f0UL, 0UL), TestCase("svc #0x11", 0x5600_0011UL, 4UL)]
    public void The_syndrome_says_why_and_the_link_where(string text, ulong syndrome, ulong link)
    {
        var system = WithVectors(text).Step().State.System;

        Assert.That((system[SystemRegister.EsrEl1], system[SystemRegister.ElrEl1]), Is.EqualTo((syndrome, Guest.Code + link)));
    }

    [TestCase(ExceptionLevel.El1, false, 0x000UL), TestCase(ExceptionLevel.El1, true, 0x200UL), TestCase(ExceptionLevel.El0, false, 0x400UL)]
    public void The_vector_depends_on_level_and_stack(ExceptionLevel level, bool ownStack, ulong offset)
    {
        var guest = WithVectors("brk #0");
        guest.State.BeginAt(level);
        guest.State.System[SystemRegister.Spsel] = ownStack ? 1UL : 0;

        guest.Step();

        Assert.That(guest.State.Pc, Is.EqualTo(Vectors + offset));
        Assert.That((guest.State.Level, guest.State.UsesOwnStack), Is.EqualTo((ExceptionLevel.El1, true)));
    }

    [Test]
    public void The_process_state_is_saved_and_masked()
    {
        var guest = WithVectors("brk #0");
        var system = guest.State.System;
        guest.X[Register.Flags] = 9;
        (system[SystemRegister.Daif], system[SystemRegister.Uao], system[SystemRegister.Dit]) = (0x80, 1 << 23, 1 << 24);
        (system[SystemRegister.Ssbs], system[SystemRegister.SctlrEl1]) = (1 << 12, 1 << 23); // SPAN: PAN stays.

        guest.Step();

        Assert.That(system[SystemRegister.SpsrEl1], Is.EqualTo(0x9180_1085UL));
        Assert.That((system[SystemRegister.Daif], system[SystemRegister.Uao], system[SystemRegister.Dit]), Is.EqualTo((0x3c0UL, 0UL, 1UL << 24)));
        Assert.That((system[SystemRegister.Ssbs], system[SystemRegister.Pan], system[SystemRegister.Tco]), Is.EqualTo((0UL, 0UL, 0UL)));
    }

    [Test]
    public void Controls_decide_what_an_exception_finds_set()
    {
        var guest = WithVectors("brk #0");
        var system = guest.State.System;
        (system[SystemRegister.SctlrEl1], system[SystemRegister.IdAa64pfr1El1]) = (1ul << 44, 0x200); // DSSBS; MTE2.

        guest.Step();

        Assert.That((system[SystemRegister.Ssbs], system[SystemRegister.Pan], system[SystemRegister.Tco]), Is.EqualTo((1UL << 12, 1UL << 22, 1UL << 25)));
    }

    [Test]
    public void Each_level_has_its_stack()
    {
        var guest = WithVectors("svc #0");
        guest.State.BeginAt(ExceptionLevel.El0);
        (guest.X[Register.Stack], guest.State.System[SystemRegister.SpEl1]) = (0x1000, 0x2000);

        guest.Step();
        Assert.That((guest.X[Register.Stack], guest.State.System[SystemRegister.SpEl0]), Is.EqualTo((0x2000UL, 0x1000UL)));

        guest.Memory.Write(guest.State.Pc, 0xd69f_03e0, 4); // eret
        guest.X[Register.Stack] = 0x3000;
        guest.Step();
        Assert.That((guest.X[Register.Stack], guest.State.System[SystemRegister.SpEl1]), Is.EqualTo((0x1000UL, 0x3000UL)));
        Assert.That((guest.State.Level, guest.State.UsesOwnStack, guest.State.Pc), Is.EqualTo((ExceptionLevel.El0, false, Guest.Code + 4)));
    }

    [Test]
    public void A_return_restores_what_was_saved()
    {
        var guest = WithVectors("eret");
        var system = guest.State.System;
        (system[SystemRegister.SpsrEl1], system[SystemRegister.ElrEl1]) = (0x6340_1244, Guest.Data);
        (system[SystemRegister.SpEl0], guest.X[Register.Stack]) = (0x1000, 0x2000);
        guest.State.IsExclusive = true;

        guest.Step();

        Assert.That((guest.State.Pc, guest.Flags, system[SystemRegister.Daif]), Is.EqualTo((Guest.Data, 6UL, 0x240UL)));
        Assert.That((system[SystemRegister.Tco], system[SystemRegister.Dit], system[SystemRegister.Pan]), Is.EqualTo((1UL << 25, 1UL << 24, 1UL << 22)));
        Assert.That((system[SystemRegister.Ssbs], guest.State.UsesOwnStack, guest.X[Register.Stack]), Is.EqualTo((1UL << 12, false, 0x1000UL)));
        Assert.That(guest.State.IsExclusive, Is.False);
    }

    // To a higher level, to AArch32, with M[1] set, to EL0 with its own stack.
    [TestCase(9UL), TestCase(0x10UL), TestCase(6UL), TestCase(1UL)]
    public void An_illegal_return_takes_an_exception_at_its_target(ulong saved)
    {
        var guest = WithVectors("eret");
        var system = guest.State.System;
        (system[SystemRegister.SpsrEl1], system[SystemRegister.ElrEl1]) = (saved | 0xa000_0000, Guest.Data);

        guest.Step();

        Assert.That((guest.State.Pc, system[SystemRegister.ElrEl1]), Is.EqualTo((Vectors + 0x200, Guest.Data)));
        Assert.That((system[SystemRegister.EsrEl1], system[SystemRegister.SpsrEl1]), Is.EqualTo((0x3a00_0000UL, 0xa010_0005UL)));
    }

    [Test]
    public void An_illegal_return_without_vectors_is_an_error()
    {
        var guest = new Guest("eret");
        guest.State.System[SystemRegister.SpsrEl1] = 9;

        Assert.That(() => guest.Step(), Throws.TypeOf<GuestFault>().With.Message.EqualTo("eret at 0x10000: spsr 0x9 is no state that EL1 can return to"));
    }

    [Test]
    public void User_space_cannot_return_from_an_exception()
    {
        var guest = new Guest("eret");
        guest.State.BeginAt(ExceptionLevel.El0);

        Assert.That(() => guest.Step(), Throws.TypeOf<GuestFault>().With.Message.EqualTo("eret at 0x10000: it is undefined at EL0"));
    }

    [Test]
    public void A_host_at_EL2_takes_the_exceptions_of_its_user_space()
    {
        var guest = WithVectors("svc #0x2");
        var system = guest.State.System;
        guest.State.BeginAt(ExceptionLevel.El0);
        system[SystemRegister.HcrEl2] = 1ul << 34 | 1ul << 27;
        system[SystemRegister.VbarEl2] = Vectors + 0x1000;

        guest.Step();

        Assert.That((guest.State.Level, guest.State.Pc), Is.EqualTo((ExceptionLevel.El2, Vectors + 0x1400)));
        Assert.That((system[SystemRegister.EsrEl2], system[SystemRegister.ElrEl2], system[SystemRegister.SpsrEl2]), Is.EqualTo((0x5600_0002UL, Guest.Code + 4, 0UL)));
        Assert.That((system[SystemRegister.EsrEl1], system[SystemRegister.Pan]), Is.EqualTo((0UL, 1UL << 22)));
    }

    [Test]
    public void At_EL2_a_breakpoint_is_taken_there_and_returns_there()
    {
        var guest = WithVectors("brk #1");
        var system = guest.State.System;
        guest.State.BeginAt(ExceptionLevel.El2);
        system[SystemRegister.VbarEl2] = Vectors + 0x1000;
        guest.Memory.Write(system[SystemRegister.VbarEl2] + 0x200, 0xd69f_03e0, 4);

        guest.Step();
        Assert.That((guest.State.Level, system[SystemRegister.SpsrEl2], system[SystemRegister.ElrEl2]), Is.EqualTo((ExceptionLevel.El2, 9UL, Guest.Code)));

        guest.Step();
        Assert.That((guest.State.Level, guest.State.Pc), Is.EqualTo((ExceptionLevel.El2, Guest.Code)));
    }

    [Test]
    public void A_debugger_at_EL2_takes_breakpoints_of_EL1()
    {
        var guest = WithVectors("brk #1");
        (guest.State.System[SystemRegister.MdcrEl2], guest.State.System[SystemRegister.VbarEl2]) = (1 << 8, Vectors + 0x1000);

        guest.Step();

        Assert.That((guest.State.Level, guest.State.Pc), Is.EqualTo((ExceptionLevel.El2, Vectors + 0x1400)));
    }

    [Test]
    public void A_vector_where_no_code_is_is_an_error_and_changes_nothing()
    {
        var guest = WithVectors("brk #1");
        guest.State.System[SystemRegister.VbarEl1] = 0x7777_0000;

        Assert.That(() => guest.Step(), Throws.TypeOf<GuestFault>().With.Message.Contains("0x77770200"));
        Assert.That(guest.State.System[SystemRegister.EsrEl1], Is.Zero);
    }

    static Guest WithVectors(string text)
    {
        var guest = new Guest(text);
        guest.Memory.Map(Vectors, 0x2000);
        guest.State.System[SystemRegister.VbarEl1] = Vectors;
        return guest;
    }
}
