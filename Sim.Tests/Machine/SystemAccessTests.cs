using Sim.Core.A64;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;

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

        Assert.That((guest.X[0], guest.X[1], guest.State.System[SystemRegister.Daif]), Is.EqualTo((0x3c0UL, 0x340UL, 0x3c0UL)));
    }

    [Test]
    public void A_system_register_keeps_what_was_written() =>
        Assert.That(Guest.Run("msr tpidr_el1, x1; msr sp_el0, x3; mrs x0, tpidr_el1; mrs x2, sp_el0", (1, 7UL), (3, 9UL)).X[..3],
            Is.EqualTo(new[] { 7UL, 7UL, 9UL }));

    [Test]
    public void The_counter_reads_what_the_core_was_given()
    {
        var guest = new Guest("mrs x0, cntvct_el0");
        guest.State.System[SystemRegister.CntvctEl0] = 42;

        Assert.That(guest.Run().X[0], Is.EqualTo(42));
    }

    [Test]
    public void Hints_barriers_and_signing_change_nothing()
    {
        var guest = Guest.Run("paciasp; bti c; nop; yield; csdb; dmb ish; dsb sy; isb; hint #3; autiasp", (30, 0x1234UL));

        Assert.That((guest.X[30], guest.Flags), Is.EqualTo((0x1234UL, 0UL)));
    }

    [TestCase("ttbr0_el1"), TestCase("sctlr_el1"), TestCase("tpidr_el0"), TestCase("tpidrro_el0"), TestCase("apiakeylo_el1"), TestCase("fpcr"),
        TestCase("cntkctl_el1"), TestCase("far_el1"), TestCase("contextidr_el1"), TestCase("s3_0_c12_c0_0")]
    public void A_register_without_an_effect_is_plain_storage(string register) =>
        Assert.That(Guest.Run($"msr {register}, x1; mrs x0, {register}", (1, 0x1234UL)).X[0], Is.EqualTo(0x1234));

    [TestCase("spsel", 1UL), TestCase("pan", 1UL << 22), TestCase("uao", 1UL << 23), TestCase("dit", 1UL << 24), TestCase("tco", 1UL << 25),
        TestCase("ssbs", 1UL << 12)]
    public void A_field_of_the_process_state_is_written_by_a_constant(string field, ulong bit)
    {
        var guest = Guest.Run($"msr {field}, #1; mrs x0, {field}; msr {field}, #0; mrs x1, {field}; mov x2, #-1; msr {field}, x2; mrs x3, {field}");

        Assert.That((guest.X[0], guest.X[1], guest.X[3]), Is.EqualTo((bit, 0UL, bit)));
    }

    [Test]
    public void Each_stack_pointer_is_kept_while_the_other_is_in_use()
    {
        var guest = Guest.Run("""
            mov sp, x1
            msr sp_el0, x2
            msr spsel, #0
            mov x3, sp
            add sp, sp, #16
            msr spsel, #1
            mov x4, sp
            mrs x5, sp_el0
            """, (1, 0x1000UL), (2, 0x2000UL));

        Assert.That((guest.X[3], guest.X[4], guest.X[5]), Is.EqualTo((0x2000UL, 0x1000UL, 0x2010UL)));
    }

    [Test]
    public void What_the_core_is_reads_as_it_was_set_up()
    {
        var guest = new Guest("mrs x0, currentel; mrs x1, mpidr_el1; mrs x2, dczid_el0; mrs x3, midr_el1");
        guest.State.System[SystemRegister.MidrEl1] = 0x413f_d0c1;

        guest.Run();

        Assert.That(guest.X[..4], Is.EqualTo(new ulong[] { 4, 0x8000_0000, 4, 0x413f_d0c1 }));
    }

    [Test]
    public void Virtual_counters_read_the_counter_less_their_offset()
    {
        var guest = new Guest("mrs x0, cntpct_el0; mrs x1, cntvct_el0; mrs x2, cntvctss_el0; mrs x3, cntpctss_el0");
        (guest.State.System[SystemRegister.CntpctEl0], guest.State.System[SystemRegister.CntvoffEl2]) = (100, 30);

        guest.Run();

        Assert.That(guest.X[..4], Is.EqualTo(new ulong[] { 100, 70, 70, 100 }));
    }

    [Test]
    public void At_EL2_as_a_host_names_of_EL1_mean_EL2()
    {
        var guest = AtEl2("msr vbar_el1, x1; mrs x2, vbar_el2; msr elr_el12, x1; mrs x3, elr_el1; msr cpacr_el1, x1; mrs x4, cptr_el2; mrs x5, vbar_el12; msr tpidr_el1, x1");
        guest.State.System[SystemRegister.HcrEl2] = 1ul << 34;
        guest.X[1] = 0x5000;

        guest.Run();

        Assert.That((guest.X[2], guest.X[3], guest.X[4], guest.X[5]), Is.EqualTo((0x5000UL, 0UL, 0x5000UL, 0UL)));
        Assert.That((guest.State.System[SystemRegister.ElrEl1], guest.State.System[SystemRegister.TpidrEl1]), Is.EqualTo((0x5000UL, 0x5000UL)));
    }

    [Test]
    public void At_EL2_otherwise_names_mean_what_they_say()
    {
        var guest = AtEl2("msr vbar_el1, x1; mrs x2, vbar_el2");
        guest.X[1] = 0x5000;

        Assert.That((guest.Run().X[2], guest.State.System[SystemRegister.VbarEl1]), Is.EqualTo((0UL, 0x5000UL)));
    }

    [TestCase("mrs x0, pmccntr_el0", "mrs of pmccntr_el0 (s3_3_c9_c13_0) at 0x10000: the machine has no such register")]
    [TestCase("msr s3_7_c15_c3_5, x0", "msr of s3_7_c15_c3_5 at 0x10000: it is undefined at EL1")]
    [TestCase("msr s3_0_c15_c3_5, x0", "msr of s3_0_c15_c3_5 at 0x10000: the machine has no such register")]
    [TestCase("mrs x0, hcr_el2", "mrs of hcr_el2 (s3_4_c1_c1_0) at 0x10000: it is undefined at EL1")]
    [TestCase("mrs x0, vbar_el12", "mrs of vbar_el12 (s3_5_c12_c0_0) at 0x10000: it is undefined at EL1")]
    public void An_access_that_is_none_names_the_register(string text, string message) =>
        Assert.That(() => Guest.Run(text), Throws.TypeOf<GuestFault>().With.Message.EqualTo(message));

    [Test]
    public void The_stack_pointer_in_use_has_no_other_name() =>
        Assert.That(() => Guest.Run("msr spsel, #0; mrs x0, sp_el0"), Throws.TypeOf<GuestFault>().With.Message.Contains("undefined while it is the stack pointer in use"));

    [Test]
    public void User_space_accesses_only_its_registers()
    {
        var guest = new Guest("mrs x0, tpidrro_el0; mrs x1, sctlr_el1");
        guest.State.BeginAt(ExceptionLevel.El0);

        guest.Step();

        Assert.That(() => guest.Step(), Throws.TypeOf<GuestFault>().With.Message.Contains("mrs of sctlr_el1 (s3_0_c1_c0_0) at 0x10004: it is undefined at EL0"));
    }

    [Test]
    public void A_register_that_is_declared_is_storage()
    {
        var guest = new Guest("mrs x0, s3_0_c15_c3_5; msr s3_0_c15_c3_5, x1; mrs x2, s3_0_c15_c3_5");
        guest.State.System.Declare(SystemRegisterNames.Find("s3_0_c15_c3_5")!.Value, 9);
        guest.X[1] = 7;

        guest.Run();

        Assert.That((guest.X[0], guest.X[2]), Is.EqualTo((9UL, 7UL)));
    }

    [Test]
    public void Each_register_has_the_name_of_its_encoding()
    {
        foreach (var register in Enum.GetValues<SystemRegister>())
        {
            var name = string.Concat(register.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));
            Assert.That((SystemRegisterNames.Of(register), SystemRegisterNames.Find(name)), Is.EqualTo((name, (SystemRegister?)register)));
        }
    }

    [Test]
    public void Each_register_is_read_and_written_as_the_list_says()
    {
        var list = House.Repository.Read("Sim.Core/A64/Table/system_registers.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#').Select(line => line.Split(' ')).ToLookup(fields => SystemRegisterNames.Find(fields[6])!.Value, fields => fields[5]);

        Assert.That(list, Has.Count.GreaterThan(900));
        foreach (var register in list)
        {
            var access = string.Concat(register);
            Assert.That(
                (SystemRegisterNames.Allows(register.Key, writes: false), SystemRegisterNames.Allows(register.Key, writes: true)),
                Is.EqualTo((access.Contains('r'), access.Contains('w'))), $"{register.Key}");
        }
    }

    static Guest AtEl2(string text)
    {
        var guest = new Guest(text);
        guest.State.BeginAt(ExceptionLevel.El2);
        return guest;
    }
}
