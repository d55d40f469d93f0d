namespace Sim.Tests.Machine;

public sealed class ArithmeticTests
{
    const ulong N = 8, Z = 4, C = 2, V = 1;
    const ulong Most64 = 0x7fff_ffff_ffff_ffff, Least64 = 0x8000_0000_0000_0000;

    [TestCase("adds x0, x1, x2", ulong.MaxValue, 1UL, 0UL, Z | C)]
    [TestCase("adds x0, x1, x2", Most64, 1UL, Least64, N | V)]
    [TestCase("adds x0, x1, x2", Least64, Least64, 0UL, Z | C | V)]
    [TestCase("adds w0, w1, w2", 0xffff_ffffUL, 1UL, 0UL, Z | C)]
    [TestCase("adds w0, w1, w2", 0x7fff_ffffUL, 1UL, 0x8000_0000UL, N | V)]
    [TestCase("adds w0, w1, w2", 0xf_0000_0001UL, 0xf_0000_0001UL, 2UL, 0UL)]
    [TestCase("subs x0, x1, x2", 5UL, 5UL, 0UL, Z | C)]
    [TestCase("subs x0, x1, x2", 0UL, 1UL, ulong.MaxValue, N)]
    [TestCase("subs x0, x1, x2", Least64, 1UL, Most64, C | V)]
    [TestCase("subs w0, w1, w2", 0UL, 1UL, 0xffff_ffffUL, N)]
    [TestCase("subs w0, w1, w2", 0x8000_0000UL, 1UL, 0x7fff_ffffUL, C | V)]
    [TestCase("subs w0, w1, w2, lsr #4", 0UL, 0xf_0000_0000UL, 0UL, Z | C)]
    [TestCase("negs x0, x2", 0UL, Least64, Least64, N | V)]
    [TestCase("ands x0, x1, x2", Least64, Least64, Least64, N)]
    [TestCase("ands w0, w1, w2", Least64, Least64, 0UL, Z)]
    [TestCase("bics w0, w1, w2, ror #4", 0xffff_ffffUL, 0xfUL, 0x0fff_ffffUL, 0UL)]
    public void An_instruction_that_sets_flags_gives_result_and_flags(string text, ulong x1, ulong x2, ulong result, ulong flags)
    {
        var guest = Guest.Run(text, (1, x1), (2, x2));

        Assert.That((guest.X[0], guest.Flags), Is.EqualTo((result, flags)));
    }

    [TestCase("ctz x0, x1", 0UL, 0UL, 64UL)]
    [TestCase("ctz w0, w1", 1UL << 32, 0UL, 32UL)]
    [TestCase("ctz w0, w1", 0xf_0000_0010UL, 0UL, 4UL)]
    [TestCase("cnt x0, x1", ulong.MaxValue, 0UL, 64UL)]
    [TestCase("cnt w0, w1", ulong.MaxValue, 0UL, 32UL)]
    [TestCase("abs x0, x1", ulong.MaxValue, 0UL, 1UL)]
    [TestCase("abs x0, x1", Least64, 0UL, Least64)]
    [TestCase("abs w0, w1", 0x8000_0000UL, 0UL, 0x8000_0000UL)]
    [TestCase("abs w0, w1", 0xf_ffff_fffeUL, 0UL, 2UL)]
    [TestCase("abs w0, w1", 0x8000_0000_0000_0007UL, 0UL, 7UL)]
    [TestCase("smax x0, x1, x2", ulong.MaxValue, 1UL, 1UL)]
    [TestCase("smax w0, w1, w2", 0xffff_ffffUL, 1UL, 1UL)]
    [TestCase("smin x0, x1, x2", ulong.MaxValue, 1UL, ulong.MaxValue)]
    [TestCase("smin w0, w1, w2", 0xffff_ffffUL, 0xf_0000_0001UL, 0xffff_ffffUL)]
    [TestCase("umax w0, w1, w2", 0xffff_ffffUL, 0xf_0000_0001UL, 0xffff_ffffUL)]
    [TestCase("umin x0, x1, x2", ulong.MaxValue, 1UL, 1UL)]
    [TestCase("smax x0, x1, #-128", Least64, 0UL, 0xffff_ffff_ffff_ff80UL)]
    [TestCase("smin w0, w1, #-1", 5UL, 0UL, 0xffff_ffffUL)]
    [TestCase("umax x0, x1, #255", 5UL, 0UL, 255UL)]
    [TestCase("umin w0, w1, #255", 0xf_0000_0005UL, 0UL, 5UL)]
    public void Counts_extremes_and_absolute_values(string text, ulong x1, ulong x2, ulong result) =>
        Assert.That(Guest.Run(text, (1, x1), (2, x2)).X[0], Is.EqualTo(result));

    [TestCase("adcs x0, x1, x2", 1UL, 2UL, C, 4UL, 0UL)]
    [TestCase("adcs w0, w1, w2", 0xffff_ffffUL, 0UL, C, 0UL, Z | C)]
    [TestCase("sbcs x0, x1, x2", 5UL, 3UL, C, 2UL, C)]
    [TestCase("sbcs x0, x1, x2", 5UL, 5UL, 0UL, ulong.MaxValue, N)]
    [TestCase("ngc w0, w2", 0UL, 1UL, 0UL, 0xffff_fffeUL, 0UL)]
    [TestCase("adc x0, x1, x2", 1UL, 2UL, 15UL, 4UL, 15UL)]
    public void A_carry_goes_in(string text, ulong x1, ulong x2, ulong before, ulong result, ulong after)
    {
        var guest = Guest.Run(text, (1, x1), (2, x2), (Sim.Core.A64.Register.Flags, before));

        Assert.That((guest.X[0], guest.Flags), Is.EqualTo((result, after)));
    }

    [TestCase("add x0, x1, x2, lsl #63", 0UL, 3UL, Least64)]
    [TestCase("add x0, x1, x2, asr #63", 1UL, Least64, 0UL)]
    [TestCase("sub w0, w1, w2, asr #31", 0UL, 0x8000_0000UL, 1UL)]
    [TestCase("add x0, x1, w2, sxtw #3", 100UL, 0xffff_ffffUL, 92UL)]
    [TestCase("add x0, x1, w2, uxtb #4", 1UL, 0x1ffUL, 0xff1UL)]
    [TestCase("add x0, x1, w2, sxth", 1UL, 0x8000UL, 0xffff_ffff_ffff_8001UL)]
    [TestCase("add x0, x1, x2, uxtx #1", 1UL, 8UL, 17UL)]
    [TestCase("orr x0, x1, x2, ror #8", 0UL, 0xabUL, 0xab00_0000_0000_0000UL)]
    [TestCase("orn w0, w1, w2", 0UL, 0UL, 0xffff_ffffUL)]
    [TestCase("eon x0, x1, x2", 0xffUL, 0xffUL, ulong.MaxValue)]
    [TestCase("mvn w0, w2, lsr #31", 0UL, 0x8000_0000UL, 0xffff_fffeUL)]
    [TestCase("mov w0, w2", 0UL, ulong.MaxValue, 0xffff_ffffUL)]
    [TestCase("madd x0, x1, x2, x1", 3UL, 5UL, 18UL)]
    [TestCase("msub w0, w1, w2, w1", 3UL, 5UL, 0xffff_fff4UL)]
    [TestCase("smull x0, w1, w2", 0xffff_ffffUL, 3UL, 0xffff_ffff_ffff_fffdUL)]
    [TestCase("umull x0, w1, w2", 0xffff_ffffUL, 0xffff_ffffUL, 0xffff_fffe_0000_0001UL)]
    [TestCase("umsubl x0, w1, w2, x1", 2UL, 3UL, 0xffff_ffff_ffff_fffcUL)]
    [TestCase("smulh x0, x1, x2", ulong.MaxValue, 5UL, ulong.MaxValue)]
    [TestCase("umulh x0, x1, x2", ulong.MaxValue, 5UL, 4UL)]
    [TestCase("udiv x0, x1, x2", 7UL, 0UL, 0UL)]
    [TestCase("sdiv w0, w1, w2", 7UL, 0xf_0000_0000UL, 0UL)]
    [TestCase("sdiv x0, x1, x2", Least64, ulong.MaxValue, Least64)]
    [TestCase("sdiv w0, w1, w2", 0x8000_0000UL, 0xffff_ffffUL, 0x8000_0000UL)]
    [TestCase("sdiv x0, x1, x2", 0xffff_ffff_ffff_fff9UL, 2UL, 0xffff_ffff_ffff_fffdUL)]
    [TestCase("udiv w0, w1, w2", 0xf_0000_0007UL, 2UL, 3UL)]
    public void An_operation_on_two_registers_gives(string text, ulong x1, ulong x2, ulong result) =>
        Assert.That(Guest.Run(text, (1, x1), (2, x2)).X[0], Is.EqualTo(result));

    [TestCase("csel x0, x1, x2, eq", Z, 10UL), TestCase("csel x0, x1, x2, eq", 0UL, 20UL)]
    [TestCase("csinc w0, w1, w2, ne", Z, 21UL), TestCase("csinv w0, w1, w2, ne", Z, 0xffff_ffebUL)]
    [TestCase("csneg x0, x1, x2, lt", 0UL, 0xffff_ffff_ffff_ffecUL), TestCase("cset x0, hi", C, 1UL), TestCase("cset x0, hi", C | Z, 0UL)]
    [TestCase("csetm w0, vs", V, 0xffff_ffffUL), TestCase("cinc x0, x1, mi", N, 11UL), TestCase("cneg x0, x1, mi", 0UL, 10UL)]
    public void A_conditional_select_follows_the_flags(string text, ulong flags, ulong result)
    {
        var guest = Guest.Run(text, (1, 10UL), (2, 20UL), (Sim.Core.A64.Register.Flags, flags));

        Assert.That((guest.X[0], guest.Flags), Is.EqualTo((result, flags)));
    }

    [TestCase("ccmp x1, x2, #5, eq", Z, N)]
    [TestCase("ccmp x1, x2, #5, eq", 0UL, 5UL)]
    [TestCase("ccmp w1, #10, #0, al", 0UL, Z | C)]
    [TestCase("ccmn x1, #31, #0, ne", 0UL, 0UL)]
    [TestCase("ccmn x1, #31, #15, ne", Z, 15UL)]
    public void A_conditional_compare_sets_the_flags_of_the_comparison_or_those_given(string text, ulong before, ulong after) =>
        Assert.That(Guest.Run(text, (1, 10UL), (2, 20UL), (Sim.Core.A64.Register.Flags, before)).Flags, Is.EqualTo(after));

    [Test]
    public void The_zero_register_stays_zero_and_discards()
    {
        var guest = Guest.Run("mov x0, #7; add xzr, x0, x0; ldr xzr, [x1]; movk xzr, #3; add x2, xzr, x0", (1, Guest.Data));

        Assert.That(guest.X[2], Is.EqualTo(7));
    }

    [Test]
    public void Constants_are_put_together_by_halfwords()
    {
        var guest = Guest.Run("movz x0, #1, lsl #48; movk x0, #0x1234; movn w1, #0; movk w1, #0, lsl #16; mov x2, #0xff00ff00ff00ff00");

        Assert.That((guest.X[0], guest.X[1], guest.X[2]), Is.EqualTo((0x0001_0000_0000_1234UL, 0xffffUL, 0xff00_ff00_ff00_ff00UL)));
    }

    [Test]
    public void The_stack_pointer_takes_part_in_arithmetic()
    {
        const string Text = "mov sp, x1; sub sp, sp, #0x20; add x0, sp, x2, lsl #3; and sp, x0, #-16; mov x3, sp";

        var guest = Guest.Run(Text, (1, 0x1000UL), (2, 1UL));

        Assert.That((guest.X[0], guest.X[3]), Is.EqualTo((0xfe8UL, 0xfe0UL)));
    }
}
