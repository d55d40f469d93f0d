namespace Sim.Tests.Machine;

public sealed class BitFieldTests
{
    const ulong Value = 0x8123_4567_89ab_cdef;
    const ulong Old = 0xffff_ffff_ffff_ffff;

    [TestCase("lsl x0, x1, #0", Value), TestCase("lsl x0, x1, #63", 0x8000_0000_0000_0000UL), TestCase("lsl w0, w1, #31", 0x8000_0000UL)]
    [TestCase("lsr x0, x1, #63", 1UL), TestCase("lsr w0, w1, #31", 1UL), TestCase("lsr w0, w1, #0", 0x89ab_cdefUL)]
    [TestCase("asr x0, x1, #63", ulong.MaxValue), TestCase("asr w0, w1, #31", 0xffff_ffffUL), TestCase("asr w0, w1, #4", 0xf89a_bcdeUL)]
    [TestCase("ror x0, x1, #4", 0xf812_3456_789a_bcdeUL), TestCase("ror w0, w1, #0", 0x89ab_cdefUL),
        TestCase("ror w0, w1, #4", 0xf89a_bcdeUL)]
    [TestCase("lsl x0, x1, x2", Value << 1), TestCase("lsr w0, w1, w2", 0x44d5_e6f7UL), TestCase("asr x0, x1, x2", 0xc091_a2b3_c4d5_e6f7UL)]
    [TestCase("ror w0, w1, w2", 0xc4d5_e6f7UL)]
    [TestCase("ubfx x0, x1, #8, #8", 0xcdUL), TestCase("sbfx x0, x1, #8, #8", 0xffff_ffff_ffff_ffcdUL),
        TestCase("sbfx w0, w1, #8, #8", 0xffff_ffcdUL)]
    [TestCase("ubfiz x0, x1, #60, #4", 0xf000_0000_0000_0000UL), TestCase("sbfiz x0, x1, #8, #8", 0xffff_ffff_ffff_ef00UL)]
    [TestCase("sbfiz w0, w1, #8, #8", 0xffff_ef00UL)]
    [TestCase("bfi x0, x1, #56, #8", 0xefff_ffff_ffff_ffffUL), TestCase("bfi w0, w1, #0, #32", 0x89ab_cdefUL),
        TestCase("bfi w0, w1, #8, #8", 0xffff_efffUL)]
    [TestCase("bfxil x0, x1, #56, #8", 0xffff_ffff_ffff_ff81UL), TestCase("bfc x0, #4, #56", 0xf000_0000_0000_000fUL)]
    [TestCase("sxtb x0, w1", 0xffff_ffff_ffff_ffefUL), TestCase("sxth w0, w1", 0xffff_cdefUL)]
    [TestCase("sxtw x0, w1", 0xffff_ffff_89ab_cdefUL)]
    [TestCase("uxtb w0, w1", 0xefUL), TestCase("uxth w0, w1", 0xcdefUL)]
    [TestCase("extr x0, x1, x2, #8", 0xef00_0000_0000_0000UL), TestCase("extr x0, x1, x2, #0", 0x41UL),
        TestCase("extr w0, w1, w2, #4", 0xf000_0004UL)]
    [TestCase("clz x0, x1", 0UL), TestCase("clz w0, wzr", 32UL), TestCase("clz x0, x2", 57UL), TestCase("cls x0, xzr", 63UL),
        TestCase("cls w0, w1", 0UL)]
    [TestCase("cls w0, w2", 24UL), TestCase("rbit x0, x2", 0x8200_0000_0000_0000UL), TestCase("rbit w0, w2", 0x8200_0000UL)]
    [TestCase("rev x0, x1", 0xefcd_ab89_6745_2381UL), TestCase("rev w0, w1", 0xefcd_ab89UL)]
    [TestCase("rev32 x0, x1", 0x6745_2381_efcd_ab89UL)]
    [TestCase("rev16 x0, x1", 0x2381_6745_ab89_efcdUL), TestCase("rev16 w0, w1", 0xab89_efcdUL)]
    public void A_bit_operation_gives(string text, ulong result) =>
        Assert.That(Guest.Run(text, (0, Old), (1, Value), (2, 65UL)).X[0], Is.EqualTo(result));
}
