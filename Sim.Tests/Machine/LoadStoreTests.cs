using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;

namespace Sim.Tests.Machine;

public sealed class LoadStoreTests
{
    const ulong Value = 0x8182_8384_8586_8788;

    [TestCase("ldr x0, [x1]", Value), TestCase("ldr w0, [x1]", 0x8586_8788UL), TestCase("ldrh w0, [x1]", 0x8788UL),
        TestCase("ldrb w0, [x1]", 0x88UL)]
    [TestCase("ldrsb x0, [x1]", 0xffff_ffff_ffff_ff88), TestCase("ldrsb w0, [x1]", 0xffff_ff88UL),
        TestCase("ldrsh w0, [x1]", 0xffff_8788UL)]
    [TestCase("ldrsh x0, [x1]", 0xffff_ffff_ffff_8788), TestCase("ldrsw x0, [x1]", 0xffff_ffff_8586_8788),
        TestCase("ldur w0, [x1, #3]", 0x8283_8485UL)]
    [TestCase("mov w2, #-1; ldrb w0, [x3, w2, sxtw]", 0x88UL), TestCase("mov w2, #-1; ldr x0, [x4, w2, sxtw #3]", Value)]
    [TestCase("mov w2, #2; ldrh w0, [x1, w2, uxtw #1]", 0x8384UL), TestCase("mov x2, #1; ldr w0, [x1, x2, lsl #2]", 0x8182_8384UL)]
    [TestCase("mov x2, #-8; ldr x0, [x4, x2, sxtx]", Value), TestCase("ldar x0, [x1]", Value), TestCase("ldaprh w0, [x1]", 0x8788UL)]
    public void A_load_extends_what_it_reads(string text, ulong result)
    {
        var guest = new Guest($"{text}; nop");
        guest.Memory.Write(Guest.Data, Value, 8);
        (guest.X[1], guest.X[3], guest.X[4]) = (Guest.Data, Guest.Data + 1, Guest.Data + 8);

        guest.Run();

        Assert.That(guest.X[0], Is.EqualTo(result));
    }

    [TestCase("ldr x0, [x1, #8]!", Guest.Data + 8, Guest.Data + 8)]
    [TestCase("ldr x0, [x1], #-8", Guest.Data, Guest.Data - 8)]
    [TestCase("str x0, [x1, #16]", Guest.Data + 16, Guest.Data)]
    [TestCase("stp x0, x2, [x1, #16]!", Guest.Data + 16, Guest.Data + 16)]
    [TestCase("ldp w0, w2, [x1], #8", Guest.Data, Guest.Data + 8)]
    [TestCase("prfm pldl1keep, [x1, #64]", Guest.Data + 64, Guest.Data)]
    [TestCase("stlr x0, [x1]", Guest.Data, Guest.Data)]
    public void An_access_reports_its_address_and_writes_the_base_back(string text, ulong address, ulong newBase)
    {
        var guest = new Guest(text);
        guest.X[1] = Guest.Data;

        guest.Step();

        Assert.That((guest.LastOutcome.Address, guest.X[1]), Is.EqualTo((address, newBase)));
    }

    [Test]
    public void A_frame_is_pushed_and_popped()
    {
        var guest = Guest.Run(
            "mov sp, x9; stp x29, x30, [sp, #-16]!; mov x29, sp; mov x30, #0; ldp x29, x30, [sp], #16; mov x0, sp",
            (9, Guest.Data + 0x100), (29, 0x1111UL), (30, 0x2222UL));

        Assert.That((guest.X[0], guest.X[29], guest.X[30]), Is.EqualTo((Guest.Data + 0x100, 0x1111UL, 0x2222UL)));
        Assert.That((guest.Memory.Read(Guest.Data + 0xf0, 8), guest.Memory.Read(Guest.Data + 0xf8, 8)), Is.EqualTo((0x1111UL, 0x2222UL)));
    }

    [Test]
    public void A_pair_of_words_is_sign_extended()
    {
        var guest = new Guest("ldpsw x2, x3, [x1]");
        guest.Memory.Write(Guest.Data, 0xffff_fffe_0000_0001, 8);
        guest.X[1] = Guest.Data;

        guest.Run();

        Assert.That((guest.X[2], guest.X[3]), Is.EqualTo((1UL, 0xffff_ffff_ffff_fffeUL)));
    }

    [Test]
    public void A_store_of_the_zero_register_clears_only_its_bytes()
    {
        var guest = new Guest("strh wzr, [x1, #2]; stp wzr, wzr, [x1, #8]");
        guest.Memory.Write(Guest.Data, ulong.MaxValue, 8);
        guest.X[1] = Guest.Data;

        guest.Run();

        Assert.That(guest.Memory.Read(Guest.Data, 8), Is.EqualTo(0xffff_ffff_0000_ffffUL));
    }

    [Test]
    public void Literals_come_from_the_code() =>
        Assert.That(Guest.Run("ldr x0, =0x1122334455667788; ldr w1, word; ldrsw x2, word; b 1f; word: .word 0x80000001; 1: nop").X[..3],
            Is.EqualTo(new[] { 0x1122334455667788UL, 0x80000001UL, 0xffffffff80000001UL }));

    [Test]
    public void A_fault_leaves_the_base_as_it_was()
    {
        var guest = new Guest("ldr x0, [x1, #8]!");
        guest.X[1] = 0x5000_0000;

        Assert.That(() => guest.Step(),
            Throws.TypeOf<GuestFault>().With.Message.EqualTo("access to 0x50000008, where no memory is mapped"));
        Assert.That(guest.X[1], Is.EqualTo(0x5000_0000));
    }
}
