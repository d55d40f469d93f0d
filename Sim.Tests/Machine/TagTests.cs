using Sim.Core.Machine;

namespace Sim.Tests.Machine;

/// <summary>Memory tagging where memory has no tags: what docs/machine.md says.</summary>
public sealed class TagTests
{
    const ulong Tagged = 0x0500_0000_0002_0040;

    [TestCase("irg x0, x1", Tagged), TestCase("irg x0, x1, x2", Tagged), TestCase("addg x0, x1, #32, #3", Tagged + 32)]
    [TestCase("subg x0, x1, #48, #15", Tagged - 48), TestCase("gmi x0, x1, x2", 0x21UL), TestCase("ldg x0, [x3, #16]", 0xf0UL)]
    public void A_pointer_keeps_its_tag_and_memory_has_the_tag_of_its_address(string text, ulong expected)
    {
        var guest = Guest.Run(text, (0, 0x0f00_0000_0000_00f0UL), (1, Tagged), (2, 1UL), (3, Guest.Data));

        Assert.That(guest.X[0], Is.EqualTo(expected));
    }

    [Test]
    public void Tags_of_a_block_are_those_of_the_address() => Assert.That(Guest.Run("ldgm x0, [x3]; stgm x0, [x3]", (3, Guest.Data), (0, 5UL)).X[0], Is.Zero);

    [TestCase("stg x0, [x3], #16", Guest.Data + 16, 0), TestCase("st2g sp, [x3, #32]!", Guest.Data + 32, 0), TestCase("stzg x3, [x3]", Guest.Data, 16)]
    [TestCase("stz2g x0, [x3], #-32", Guest.Data - 32, 32), TestCase("stzgm x0, [x3]", Guest.Data, 64)]
    public void A_store_of_tags_leaves_memory_alone_but_for_zeros(string text, ulong pointer, int zeros)
    {
        var guest = new Guest(text);
        guest.X[3] = Guest.Data;
        for (var at = 0ul; at < 128; at++)
            guest.Memory.Write(Guest.Data + at, 0xff, 1);
        guest.Run();

        Assert.That(guest.X[3], Is.EqualTo(pointer));
        Assert.That(Enumerable.Range(0, 128).Count(at => guest.Memory.Read(Guest.Data + (ulong)at, 1) == 0), Is.EqualTo(zeros));
    }

    [Test]
    public void A_tag_store_must_be_aligned() =>
        Assert.That(Assert.Throws<GuestFault>(() => Guest.Run("stg x0, [x3]", (3, Guest.Data + 8)))!.Message, Does.Contain("which is not a multiple of 16"));
}
