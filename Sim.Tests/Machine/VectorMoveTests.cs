using Sim.Core.A64;
using Sim.Core.Machine;

namespace Sim.Tests.Machine;

/// <summary>Values by hand; random programs compare them all with an emulator.</summary>
public sealed class VectorMoveTests
{
    const ulong Low = 0x8877_6655_4433_2211;
    const ulong High = 0xffee_ddcc_bbaa_9988;

    [TestCase("fmov x0, d1", Low), TestCase("fmov w0, s1", 0x4433_2211UL), TestCase("fmov x0, v1.d[1]", High), TestCase("fmov w0, h1", 0x2211UL)]
    [TestCase("umov w0, v1.b[15]", 0xffUL), TestCase("smov x0, v1.b[15]", ulong.MaxValue), TestCase("smov w0, v1.h[3]", 0xffff_8877UL)]
    [TestCase("mov w0, v1.s[3]", 0xffee_ddccUL), TestCase("mov x0, v1.d[0]", Low)]
    public void An_element_goes_to_an_integer_register(string text, ulong expected) => Assert.That(Start(text).Run().X[0], Is.EqualTo(expected));

    [TestCase("fmov d0, d1", Low, 0UL), TestCase("fmov s0, s1", 0x4433_2211UL, 0UL), TestCase("mov v0.16b, v1.16b", Low, High)]
    [TestCase("mov v0.8b, v1.8b", Low, 0UL), TestCase("fmov d0, x2", 0x0123_4567_89ab_cdefUL, 0UL), TestCase("fmov s0, w2", 0x89ab_cdefUL, 0UL)]
    [TestCase("fmov v0.d[1], x2", 7UL, 0x0123_4567_89ab_cdefUL), TestCase("mov v0.b[9], w2", 7UL, 0xef08UL)]
    [TestCase("mov v0.s[1], v1.s[3]", 0xffee_ddcc_0000_0007UL, 8UL), TestCase("mov b0, v1.b[8]", 0x88UL, 0UL)]
    [TestCase("dup v0.8h, w2", 0xcdef_cdef_cdef_cdefUL, 0xcdef_cdef_cdef_cdefUL), TestCase("dup v0.2s, v1.s[2]", 0xbbaa_9988_bbaa_9988UL, 0UL)]
    [TestCase("movi v0.4h, #0x12, lsl #8", 0x1200_1200_1200_1200UL, 0UL), TestCase("mvni v0.4s, #1, msl #16", 0xfffe_0000_fffe_0000UL, 0xfffe_0000_fffe_0000UL)]
    [TestCase("movi v0.2d, #0xff00ff", 0xff00ffUL, 0xff00ffUL), TestCase("movi d0, #0", 0UL, 0UL), TestCase("fmov d0, #1.0", 0x3ff0_0000_0000_0000UL, 0UL)]
    [TestCase("fmov s0, #-0.125", 0xbe00_0000UL, 0UL), TestCase("fmov v0.4s, #31", 0x41f8_0000_41f8_0000UL, 0x41f8_0000_41f8_0000UL)]
    public void A_move_changes_what_it_says(string text, ulong low, ulong high)
    {
        var guest = Start(text).Run();

        Assert.That((guest.State.V[0], guest.State.V[1]), Is.EqualTo((low, high)));
    }

    [Test]
    public void Interleaved_elements_are_taken_apart_and_put_together()
    {
        var guest = Start("ld3 {v4.4h-v6.4h}, [x3], #24; st1 {v4.4h-v6.4h}, [x4]; ld4 {v31.2d, v0.2d, v1.2d, v2.2d}, [x3], x5");
        for (var i = 0; i < 96; i++)
            guest.Memory.Write(Guest.Data + (ulong)i, (ulong)i, 1);
        (guest.X[3], guest.X[4], guest.X[5]) = (Guest.Data, Guest.Data + 0x100, 2);
        guest.Run();

        Assert.That(guest.Memory.Read(Guest.Data + 0x100, 8), Is.EqualTo(0x1312_0d0c_0706_0100UL));
        Assert.That(guest.Memory.Read(Guest.Data + 0x110, 8), Is.EqualTo(0x1716_1110_0b0a_0504UL));
        Assert.That((guest.State.V[62], guest.State.V[63]), Is.EqualTo((0x1f1e_1d1c_1b1a_1918UL, 0x3f3e_3d3c_3b3a_3938UL)));
        Assert.That(guest.X[3], Is.EqualTo(Guest.Data + 26));
    }

    [Test]
    public void All_32_registers_survive_being_saved_and_restored()
    {
        var saves = string.Concat(Enumerable.Range(0, 8).Select(i => $"st1 {{v{4 * i}.16b-v{4 * i + 3}.16b}}, [x0], #64\n"));
        var clears = string.Concat(Enumerable.Range(0, 32).Select(i => $"movi v{i}.16b, #0\n"));
        var restores = string.Concat(Enumerable.Range(0, 16).Select(i => $"ldp q{2 * i}, q{2 * i + 1}, [x1], #32\n"));
        var guest = Start(saves + clears + restores);
        (guest.X[0], guest.X[1]) = (Guest.Data, Guest.Data);
        for (var i = 0; i < 64; i++)
            guest.State.V[i] = (ulong)i * 0x9e37_79b9_7f4a_7c15;

        Assert.That(guest.Run().State.V, Is.EqualTo(Enumerable.Range(0, 64).Select(i => (ulong)i * 0x9e37_79b9_7f4a_7c15)));
    }

    [Test]
    public void Arithmetic_is_an_error_that_says_so()
    {
        var guest = new Guest(".inst 0x1e602800");

        Assert.That(Assert.Throws<GuestFault>(() => guest.Run())!.Message,
            Is.EqualTo("word 0x1e602800 at 0x10000 is outside the instruction subset: SIMD and floating-point arithmetic"));
    }

    static Guest Start(string text)
    {
        var guest = new Guest(text);
        (guest.State.V[0], guest.State.V[1], guest.State.V[2], guest.State.V[3]) = (7, 8, Low, High);
        guest.X[2] = 0x0123_4567_89ab_cdef;
        return guest;
    }
}
