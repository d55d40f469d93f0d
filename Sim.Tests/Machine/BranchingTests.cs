using Sim.Core.A64;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;

namespace Sim.Tests.Machine;

public sealed class BranchingTests
{
    [Test]
    public void A_loop_runs_until_its_counter_is_zero()
    {
        var guest = Guest.Run("""
            	mov	x0, #5
            	mov	x1, #0
            1:	add	x1, x1, x0
            	subs	x0, x0, #1
            	b.ne	1b
            """);

        Assert.That(guest.X[1], Is.EqualTo(15));
    }

    [Test]
    public void A_call_links_behind_itself_and_ret_comes_back()
    {
        var guest = Guest.Run("""
            	bl	f
            	mov	x1, #1
            	b	end
            f:	mov	x0, #7
            	ret
            end:
            	nop
            """);

        Assert.That((guest.X[0], guest.X[1], guest.X[30]), Is.EqualTo((7UL, 1UL, Guest.Code + 4)));
    }

    [Test]
    public void An_indirect_call_goes_through_a_register_that_it_may_overwrite()
    {
        var guest = Guest.Run("""
            	adr	x30, f
            	blr	x30
            	b	end
            f:	mov	x0, #7
            	adr	x9, 1f
            	br	x9
            	brk	#1
            1:	ret	x30
            end:	nop
            """);

        Assert.That((guest.X[0], guest.X[30]), Is.EqualTo((7UL, Guest.Code + 8)));
    }

    [TestCase("cbz x0, 1f", 0UL, true)]
    [TestCase("cbz x0, 1f", 0x1_0000_0000UL, false)]
    [TestCase("cbz w0, 1f", 0x1_0000_0000UL, true)]
    [TestCase("cbnz x0, 1f", 0x1_0000_0000UL, true)]
    [TestCase("cbnz w0, 1f", 0x1_0000_0000UL, false)]
    [TestCase("tbz x0, #63, 1f", 0x8000_0000_0000_0000UL, false)]
    [TestCase("tbnz x0, #63, 1f", 0x8000_0000_0000_0000UL, true)]
    [TestCase("tbz w0, #31, 1f", 0x7fff_ffffUL, true)]
    [TestCase("tbnz w0, #0, 1f", 1UL, true)]
    public void A_register_decides_a_compare_or_test_branch(string branch, ulong value, bool isTaken)
    {
        var guest = new Guest($"{branch}; nop; 1: nop");
        guest.X[0] = value;

        guest.Step();

        Assert.That((guest.LastOutcome.Taken, guest.LastOutcome.Next), Is.EqualTo((isTaken, Guest.Code + (isTaken ? 8ul : 4))));
    }

    [TestCase("eq", 4), TestCase("ne", 0), TestCase("cs", 2), TestCase("hs", 2), TestCase("cc", 0), TestCase("lo", 0)]
    [TestCase("mi", 8), TestCase("pl", 0), TestCase("vs", 1), TestCase("vc", 0), TestCase("hi", 2), TestCase("ls", 6)]
    [TestCase("ge", 9), TestCase("lt", 8), TestCase("gt", 9), TestCase("le", 13), TestCase("al", 0), TestCase("nv", 0)]
    public void A_condition_holds_under_its_flags(string condition, int flags)
    {
        var guest = new Guest($"b.{condition} 1f; nop; 1: nop");
        guest.X[Register.Flags] = (ulong)flags;

        guest.Step();

        Assert.That(guest.LastOutcome.Taken, Is.True);
    }

    [TestCase("eq", 11), TestCase("cs", 13), TestCase("mi", 7), TestCase("vs", 14), TestCase("hi", 6), TestCase("ls", 2)]
    [TestCase("ge", 8), TestCase("lt", 9), TestCase("gt", 4), TestCase("le", 9)]
    public void A_condition_fails_under_other_flags(string condition, int flags)
    {
        var guest = new Guest($"b{condition} 1f; nop; 1: nop");
        guest.X[Register.Flags] = (ulong)flags;

        guest.Step();

        Assert.That(guest.LastOutcome.Taken, Is.False);
    }

    [Test]
    public void A_branch_to_where_no_code_is_faults_with_both_addresses()
    {
        var guest = new Guest("br x3");
        guest.X[3] = 0xdead0000;

        Assert.That(() => guest.Step(),
            Throws.TypeOf<GuestFault>().With.Message.EqualTo("branch from 0x10000 to 0xdead0000, where no code is"));
    }

    [Test]
    public void A_direct_branch_to_where_no_code_is_faults_when_taken()
    {
        var guest = new Guest("cbz x0, 0x12340");

        Assert.That(() => guest.Step(), Throws.TypeOf<GuestFault>().With.Message.Contains("to 0x12340"));
    }

    [Test]
    public void Running_off_the_end_of_code_faults() =>
        Assert.That(() => new Guest("nop").Step().Step(),
            Throws.TypeOf<GuestFault>().With.Message.EqualTo("ran into 0x00000000 at 0x10004, which is no code"));

    [Test]
    public void A_breakpoint_faults_with_its_number() =>
        Assert.That(() => new Guest("brk #0x800").Step(), Throws.TypeOf<GuestFault>().With.Message.EqualTo("brk #0x800 at 0x10000"));

    [TestCase("hlt #1"), TestCase("hvc #1"), TestCase("smc #1")]
    public void What_nothing_takes_ends_the_run(string text) =>
        Assert.That(() => new Guest(text).Step(), Throws.TypeOf<GuestFault>().With.Message.EqualTo($"{text[..3]} #0x1 at 0x10000"));

    [Test]
    public void A_word_outside_the_subset_faults_with_its_address_and_itself()
    {
        var guest = new Guest("nop");
        guest.Memory.Write(Guest.Code, 0x1e61_2800, 4);

        Assert.That(() => guest.Step(), Throws.TypeOf<GuestFault>().With.Message.EqualTo(
            "word 0x1e612800 at 0x10000 is outside the instruction subset: SIMD and floating-point arithmetic"));
    }
}
