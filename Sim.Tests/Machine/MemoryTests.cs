using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Tests.Machine;

public sealed class MemoryTests
{
    const ulong High = 0xffff_8000_0000_0000;

    [Test]
    public void What_was_written_is_read_little_endian_in_every_width()
    {
        var memory = new GuestMemory();
        memory.Map(High, 16);

        memory.Write(High + 1, 0x1122_3344_5566_7788, 8);

        Assert.That((memory.Read(High + 1, 1), memory.Read(High + 1, 2), memory.Read(High + 2, 4), memory.Read(High, 8)),
            Is.EqualTo((0x88UL, 0x7788UL, 0x4455_6677UL, 0x2233_4455_6677_8800UL)));
    }

    [TestCase(2), TestCase(4), TestCase(8)]
    public void An_access_crosses_from_page_to_page(int bytes)
    {
        var memory = new GuestMemory();
        memory.Map(High, 8192);
        var value = 0x8899_aabb_ccdd_eeffUL >> (64 - 8 * bytes);

        memory.Write(High + 4095, value, bytes);

        Assert.That((memory.Read(High + 4095, bytes), memory.Read(High + 4096, 1)), Is.EqualTo((value, value >> 8 & 0xff)));
    }

    [Test]
    public void A_pair_is_two_accesses_one_behind_the_other([Range(4078, 4096)] int offset)
    {
        var memory = new GuestMemory();
        memory.Map(High, 8192);
        var (address, first, second) = (High + (ulong)offset, 0x1122_3344_5566_7788UL, 0x99aa_bbcc_ddee_ff00UL);

        memory.WritePair64(address, first, second);

        Assert.That((memory.Read(address, 8), memory.Read(address + 8, 8)), Is.EqualTo((first, second)));
        Assert.That(memory.ReadPair64(address), Is.EqualTo((first, second)));
    }

    [Test]
    public void Bytes_are_written_across_pages()
    {
        var memory = new GuestMemory();
        memory.Map(High, 3 * 4096);

        memory.WriteBytes(High + 4090, Enumerable.Range(0, 5000).Select(i => (byte)i).ToArray());

        Assert.That((memory.Read(High + 4090, 1), memory.Read(High + 4096, 1), memory.Read(High + 9088, 2)),
            Is.EqualTo((0UL, 6UL, 0x8786UL)));
    }

    [Test]
    public void Pages_that_share_a_lookaside_entry_stay_apart()
    {
        var memory = new GuestMemory();
        for (var i = 0UL; i < 200; i++)
        {
            memory.Map(High + i * 64 * 4096, 8);
            memory.Write(High + i * 64 * 4096, i, 8);
        }

        Assert.That(Enumerable.Range(0, 200).Select(i => memory.Read(High + (ulong)i * 64 * 4096, 8)),
            Is.EqualTo(Enumerable.Range(0, 200)));
    }

    [TestCase(High - 1, 1), TestCase(High + 4096, 8), TestCase(High + 4093, 4), TestCase(0UL, 8)]
    public void An_access_to_what_is_not_mapped_faults_with_the_address(ulong address, int bytes)
    {
        var memory = new GuestMemory();
        memory.Map(High, 1);
        var missing = address == High + 4093 ? High + 4096 : address;
        var message = $"access to 0x{missing:x}, where no memory is mapped";

        Assert.That(() => memory.Read(address, bytes), Throws.TypeOf<GuestFault>().With.Message.EqualTo(message));
        Assert.That(() => memory.Write(address, 1, bytes), Throws.TypeOf<GuestFault>().With.Message.EqualTo(message));
        Assert.That((memory.Read(High + 4088, 8), memory.IsMapped(High), memory.IsMapped(missing)), Is.EqualTo((0UL, true, false)));
    }

    [Test]
    public void Mapping_again_keeps_what_is_there()
    {
        var memory = new GuestMemory();
        memory.Map(High, 8);
        memory.Write(High, 7, 8);

        memory.Map(High - 4096, 8192);

        Assert.That(memory.Read(High, 8), Is.EqualTo(7));
    }

    [Test]
    public void Executing_allocates_nothing()
    {
        // What decoding allocates comes once, however long the loop runs. So does what the runtime allocates, or counts while other tests cause a collection;
        // an allocation of the interpreter would be in every run.
        Assert.That(LeastAllocatedBy(1000), Is.EqualTo(LeastAllocatedBy(10)));
    }

    static long LeastAllocatedBy(int turns) => Enumerable.Range(0, 5).Min(_ => AllocatedBy($"""
        	mov	x0, #{turns}
        	mov	x1, #data
        1:	ldr	x2, [x1]
        	stp	x2, x3, [x1]
        	ldadd	x2, x3, [x1]
        	subs	x0, x0, #1
        	b.ne	1b
        """));

    static long AllocatedBy(string loop)
    {
        Guest.Run(loop);
        var guest = new Guest(loop);
        var before = GC.GetAllocatedBytesForCurrentThread();
        guest.Run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
