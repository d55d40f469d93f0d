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

    // Stores a word over the instruction at `patched`, which was executed once, and maintains the line or not.
    const string Patches = """
        	adr	x0, patched
        	mov	x3, #2
        	b	patched
        	.balign	64
        again:
        	str	w1, [x0]
        	dc	cvau, x0
        	dsb	ish
        	MAINTENANCE
        	dsb	ish
        	isb
        	.balign	64
        patched:	nop
        	subs	x3, x3, #1
        	b.ne	again
        	b	end
        called:	mov	x2, #1
        	ret
        	.global	end
        end:	nop
        """;

    // The loop runs twice, and is patched in its first turn: the second one finds the patched instruction decoded, or not any more.
    [TestCase("ic ivau, x0", 0x9400_0004u, 1ul, TestName = "A_line_that_was_invalidated_is_decoded_again")]
    [TestCase("ic iallu", 0x9400_0004u, 1ul, TestName = "Everything_that_was_invalidated_is_decoded_again")]
    [TestCase("ic ialluis", 0x9400_0004u, 1ul, TestName = "Everything_that_was_invalidated_for_all_cores_is_decoded_again")]
    [TestCase("tlbi vmalle1is", 0x9400_0004u, 1ul, TestName = "Code_is_decoded_again_when_all_translations_were_invalidated")]
    [TestCase("sys #3, c7, c5, #1, x0", 0x9400_0004u, 1ul, TestName = "A_line_that_was_invalidated_by_number_is_decoded_again")]
    [TestCase("nop", 0x9400_0004u, 0ul, TestName = "A_line_that_was_not_invalidated_stays_as_it_was_decoded")]
    public void What_was_stored_over_an_instruction(string maintenance, uint word, ulong expected)
    {
        var guest = Patching(maintenance, word);
        using var pipeline = Core.Machine.Pipeline.Pipeline.Create(TestCores.FourWide, guest.Image.Regions, guest.Memory, guest.State);

        pipeline.RunUntil(guest.Image.Symbols["end"]);

        Assert.That(guest.X[2], Is.EqualTo(expected));
        Assert.That(WithoutTime(maintenance, word), Is.EqualTo(expected), "without time");
    }

    static ulong WithoutTime(string maintenance, ulong word)
    {
        var guest = Patching(maintenance, word);
        new Stepper(guest.Memory, guest.State).RunUntil(guest.Image.Symbols["end"]);
        return guest.X[2];
    }

    [TestCase("at s1e1r, x0", "at s1e1r, x0 at 0x10000: there are no translation tables, memory is where the host put it")]
    [TestCase("sys #7, c11, c2, #1, x3", "sys #7, C11, C2, #1, x3 at 0x10000: the machine has no such operation")]
    [TestCase("sysl x1, #0, c7, c1, #0", "sysl x1, #0, C7, C1, #0 at 0x10000: the machine has no such operation")]
    public void What_the_machine_cannot_do_is_an_error_that_names_it(string text, string message) =>
        Assert.That(Assert.Throws<GuestFault>(() => Guest.Run(text))!.Message, Is.EqualTo(message));

    [Test]
    public void Maintenance_of_data_leaves_registers_and_memory_alone()
    {
        string[] operations =
        [
            "dc ivac", "dc isw", "dc csw", "dc cisw", "dc cvac", "dc cvau", "dc cvap", "dc cvadp", "dc civac", "dc gva", "dc cigdvac", "cfp rctx", "dvp rctx",
            "cpp rctx", "tlbi vae1", "tlbi vale1is", "tlbi rvae1is", "tlbi aside1is", "tlbi ipas2e1is", "tlbi vae2os", "tlbi vae1isnxs",
        ];
        var guest = new Guest(string.Concat(operations.Select(operation => $"{operation}, x1\n")) + "tlbi alle1\ntlbi vmalls12e1is\nesb\ndgh\nwfet x1\nwfit x1\nsb\n");
        guest.X[1] = Guest.Data;
        guest.Memory.Write(Guest.Data, 42, 8);
        guest.Run();

        Assert.That(guest.X.Where(value => value != 0), Is.EqualTo(new[] { Guest.Data }));
        Assert.That(guest.Memory.Read(Guest.Data, 8), Is.EqualTo(42));
    }

    [Test]
    public void Any_word_can_be_stored_to_code()
    {
        var guest = Patching("ic ivau, x0", 0xd280_00e2); // MOV X2, #7
        using var pipeline = Core.Machine.Pipeline.Pipeline.Create(TestCores.FourWide, guest.Image.Regions, guest.Memory, guest.State);

        pipeline.RunUntil(guest.Image.Symbols["end"]);

        Assert.That(guest.X[2], Is.EqualTo(7));
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
        guest.State.System[SystemRegister.CtrEl0] = 0x8444_c004;

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
