using Sim.Core.A64;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Machine.Pipeline;
using Sim.Tests.Machine.Pipeline;

namespace Sim.Tests.Machine;

public sealed class CodeMaintenanceTests
{
    const ulong Window = 0xffff_fbff_fdbf_e000;
    const ulong Offset = 0xffff_8000_0000_0000;

    // Stores a word over the instruction at `patched`, and maintains the line or not, before it runs.
    const string Patches = """
        	adr	x0, patched
        	str	w1, [x0]
        	dc	cvau, x0
        	dsb	ish
        	MAINTENANCE
        	dsb	ish
        	isb
        patched:	nop
        	b	end
        called:	mov	x2, #1
        	ret
        end:	nop
        """;

    [Test]
    public void Code_changes_when_its_line_is_invalidated()
    {
        var guest = Patching("ic ivau, x0", 0x9400_0002); // BL called

        Assert.That(guest.Run().X[2], Is.EqualTo(1));
    }

    [Test]
    public void Code_does_not_change_before_its_line_is_invalidated()
    {
        var guest = Patching("nop", 0x9400_0002);

        Assert.That(guest.Run().X[2], Is.Zero);
    }

    [Test]
    public void A_word_that_nobody_writes_to_code_faults()
    {
        var guest = Patching("ic ivau, x0", 0x9100_0000);

        Assert.That(() => guest.Run(), Throws.TypeOf<GuestFault>().With.Message.Contains("0x91000000"));
    }

    [Test]
    public void A_pipeline_executes_what_was_patched()
    {
        var guest = Patching("ic ivau, x0", 0x9400_0002);
        var pipeline = Core.Machine.Pipeline.Pipeline.Create(TestCores.FourWide, guest.Image, guest.Memory, guest.State);

        pipeline.RunUntil(guest.Image.Instructions.Length - 2);

        Assert.That(guest.X[2], Is.EqualTo(1));
    }

    [Test]
    public void A_page_is_found_through_its_entry_until_the_tlb_forgets_it()
    {
        var memory = new GuestMemory();
        memory.Map(Guest.Data, 4096);
        memory.Map(Offset + 0x1000, 0x2000);
        memory.MapThroughEntry(Window, Guest.Data, Offset);
        memory.Write(Guest.Data, 0x0040_0000_0000_1003, 8);
        memory.Write(Window + 8, 7, 4);

        // The entry changes: unseen, until it is told.
        memory.Write(Guest.Data, 0x0040_0000_0000_2003, 8);
        memory.Write(Window + 16, 8, 4);
        memory.ForgetTranslation((Window >> 12) & 0xfff_ffff_ffff);
        memory.Write(Window + 24, 9, 4);

        Assert.That((memory.Read(Offset + 0x1008, 4), memory.Read(Offset + 0x1010, 4), memory.Read(Offset + 0x2018, 4)),
            Is.EqualTo((7UL, 8UL, 9UL)));
    }

    [Test]
    public void A_page_without_a_valid_entry_faults()
    {
        var memory = new GuestMemory();
        memory.Map(Guest.Data, 4096);
        memory.MapThroughEntry(Window, Guest.Data, Offset);

        Assert.That(() => memory.Write(Window, 1, 4), Throws.TypeOf<GuestFault>());
    }

    [Test]
    public void The_line_sizes_read_what_the_core_was_given()
    {
        var guest = new Guest("mrs x0, ctr_el0");
        guest.State.System[(int)SystemRegister.CtrEl0] = 0x8444_c004;

        Assert.That(guest.Run().X[0], Is.EqualTo(0x8444_c004));
    }

    static Guest Patching(string maintenance, ulong word)
    {
        var guest = new Guest(Patches.Replace("MAINTENANCE", maintenance, StringComparison.Ordinal));
        guest.Memory.Map(Guest.Code, 4096);
        guest.X[1] = word;
        return guest;
    }
}
