using Sim.Core.A64;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Pipeline;
using Sim.Tests.Machine.Pipeline;

namespace Sim.Tests.Machine;

/// <summary>BTypeCompatible of the architecture, branch by branch and pad by pad.</summary>
public sealed class LandingPadTests
{
    static readonly string[] Pads = ["bti c", "bti j", "bti jc", "bti", "paciasp", "pacibsp", "nop", "brk #1", "hlt #1"];

    // Branches, and on which of the pads above they may land: with SCTLR.BT set (strict) and clear.
    [TestCase("blr x0", "bti c, bti jc, paciasp, pacibsp, brk #1, hlt #1", "bti c, bti jc, paciasp, pacibsp, brk #1, hlt #1")]
    [TestCase("blraaz x0", "bti c, bti jc, paciasp, pacibsp, brk #1, hlt #1", "bti c, bti jc, paciasp, pacibsp, brk #1, hlt #1")]
    [TestCase("br x0", "bti j, bti jc, brk #1, hlt #1", "bti j, bti jc, paciasp, pacibsp, brk #1, hlt #1")]
    [TestCase("braa x0, sp", "bti j, bti jc, brk #1, hlt #1", "bti j, bti jc, paciasp, pacibsp, brk #1, hlt #1")]
    [TestCase("br x16", "bti c, bti j, bti jc, paciasp, pacibsp, brk #1, hlt #1", "bti c, bti j, bti jc, paciasp, pacibsp, brk #1, hlt #1")]
    [TestCase("br x17", "bti c, bti j, bti jc, paciasp, pacibsp, brk #1, hlt #1", "bti c, bti j, bti jc, paciasp, pacibsp, brk #1, hlt #1")]
    [TestCase("mov x30, x0; ret", "*", "*")]
    [TestCase("b target", "*", "*")]
    [TestCase("bl target", "*", "*")]
    public void An_indirect_branch_may_land_where_the_architecture_says(string branch, string strict, string lax)
    {
        foreach (var pad in Pads)
        {
            Assert.That(Lands(branch, pad, isStrict: true), Is.EqualTo(strict == "*" || strict.Split(", ").Contains(pad)), $"{branch} to {pad}, strict");
            Assert.That(Lands(branch, pad, isStrict: false), Is.EqualTo(lax == "*" || lax.Split(", ").Contains(pad)), $"{branch} to {pad}");
        }
    }

    [Test]
    public void A_branch_out_of_an_unguarded_page_may_land_on_any_pad()
    {
        foreach (var pad in (string[])["bti c", "bti j", "bti jc", "paciasp"])
            Assert.That(Step(pad, fromGuarded: false), Is.Not.Zero, pad);
        Assert.Throws<GuestFault>(() => Step("nop", fromGuarded: false));
        Assert.Throws<GuestFault>(() => Step("bti c", fromGuarded: true));

        static ulong Step(string pad, bool fromGuarded)
        {
            var guest = new Guest($"adr x0, target; br x0; .balign 4096; target: {pad}");
            guest.Memory.Guard(Guest.Code + (fromGuarded ? 0 : 0x1000ul), 4);
            guest.Memory.Guard(Guest.Code + 0x1000, 4);
            return guest.Step().Step().State.Pc;
        }
    }

    [Test]
    public void In_a_page_that_is_not_guarded_any_instruction_will_do() =>
        Assert.That(Guest.Run("adr x0, 1f; br x0; nop; 1: nop").State.Pc, Is.EqualTo(Guest.Code + 16));

    [Test]
    public void A_wrong_landing_names_branch_address_word_and_what_would_do()
    {
        var guest = Guarded("adr x3, target; blr x3; target: mov x1, x2", isStrict: true);

        Assert.That(Assert.Throws<GuestFault>(() => guest.Run())!.Message, Is.EqualTo(
            "blr x3 at 0x10004 lands at 0x10008 in a guarded page, where 0xaa0203e1 (mov x1, x2) is no landing pad for it: bti c or bti jc is"));
    }

    // AArch64.BranchTargetException: EC 0x0d, IL, BTYPE; ELR is the target.
    [TestCase("blr x0", 0x3600_0002UL), TestCase("br x0", 0x3600_0003UL), TestCase("mov x16, x0; br x16", 0x3600_0001UL)]
    public void With_vectors_a_wrong_landing_is_an_exception(string branch, ulong syndrome)
    {
        var guest = Guarded($"adr x9, vectors; msr vbar_el1, x9; adr x0, target; {branch}; target: nop; brk #1; .balign 2048; vectors: .skip 0x200; mrs x2, esr_el1; mrs x3, elr_el1",
            isStrict: true).Run();

        Assert.That((guest.X[2], guest.X[3]), Is.EqualTo((syndrome, guest.X[0])));
    }

    [TestCase("blr x0", "bti c", true), TestCase("blr x0", "nop", false), TestCase("br x0", "bti j", true), TestCase("br x0", "bti c", false)]
    public void Pipelines_check_as_the_interpreter_does(string branch, string pad, bool lands)
    {
        foreach (var core in (CoreProfile[])[TestCores.FourWide, TestCores.FourWide with { BackEnd = TestCores.FourWide.BackEnd with { Window = null } }])
        {
            var guest = Guarded($"mov x5, #3; 1: adr x0, target; {branch}; target: {pad}; subs x5, x5, #1; b.ne 1b", isStrict: true);
            using var pipeline = Core.Machine.Pipeline.Pipeline.Create(core, guest.Image.Regions, guest.Memory, guest.State);

            if (lands)
                pipeline.RunUntil(guest.End);
            else
                Assert.That(Assert.Throws<GuestFault>(() => pipeline.RunUntil(guest.End))!.Message, Does.Contain("is no landing pad for it"));
            Assert.That(guest.X[5], Is.EqualTo(lands ? 0UL : 3));
        }
    }

    [TestCase("adr x0, target; blr x0; target: add x6, x6, #1"), TestCase("autiza x1"), TestCase("ldraa x1, [x1]"), TestCase("adr x0, target; braa x0, x1; target: nop")]
    public void Pipelines_take_the_exception_that_the_interpreter_takes(string text)
    {
        var program = $"""
            adr x9, vectors; msr vbar_el1, x9; mov x5, #4
            again: {text}
            subs x5, x5, #1; b.ne again; b end
            .balign 2048
            vectors: .skip 0x200
            mrs x2, esr_el1; add x7, x7, x2; mrs x3, elr_el1; add x3, x3, #4; msr elr_el1, x3; eret
            end: nop
            """;
        var expected = Make().Run();
        Assert.That(expected.X[7], Is.Not.Zero);
        foreach (var core in (CoreProfile[])[TestCores.FourWide, TestCores.FourWide with { BackEnd = TestCores.FourWide.BackEnd with { Window = null } }])
        {
            var guest = Make();
            using var pipeline = Core.Machine.Pipeline.Pipeline.Create(core, guest.Image.Regions, guest.Memory, guest.State);

            pipeline.RunUntil(guest.End);

            Assert.That(guest.X, Is.EqualTo(expected.X));
            Assert.That(pipeline.Counts.ExceptionCycles, Is.GreaterThan(0));
        }

        Guest Make()
        {
            var guest = Guarded(program, isStrict: true);
            guest.State.System[SystemRegister.SctlrEl1] |= 1UL << 31 | 1UL << 27;
            guest.X[1] = Guest.Data;
            return guest;
        }
    }

    static bool Lands(string branch, string pad, bool isStrict)
    {
        var guest = Guarded($"{branch}; .balign 64; .global target; target: {pad}", isStrict);
        guest.X[0] = guest.X[16] = guest.X[17] = guest.Image.Symbols["target"];
        try
        {
            while (guest.State.Pc < guest.X[0])
                guest.Step();
            return true;
        }
        catch (GuestFault fault) when (fault.Message.Contains("is no landing pad for it"))
        {
            return false;
        }
    }

    static Guest Guarded(string text, bool isStrict)
    {
        var guest = new Guest(text);
        guest.Memory.Guard(Guest.Code, 0x1000);
        guest.State.System[SystemRegister.SctlrEl1] = isStrict ? 3UL << 35 : 0;
        return guest;
    }
}
