using Sim.Core.A64;

namespace Sim.Tests.Machine;

public sealed class ChecksumTests
{
    // The check values of both polynomials: of "123456789".
    [TestCase("crc32", 0xcbf4_3926u), TestCase("crc32c", 0xe306_9283u)]
    public void The_checksum_of_the_digits_is_the_published_one(string mnemonic, uint expected)
    {
        var guest = Guest.Run($"mvn w0, wzr; {mnemonic}x w0, w0, x1; {mnemonic}b w0, w0, w2; mvn w0, w0", (1, 0x3837_3635_3433_3231UL), (2, 0x39UL));

        Assert.That(guest.X[0], Is.EqualTo(expected));
    }

    [TestCase("setf8 w1", 0x80UL, 0b1001UL), TestCase("setf8 w1", 0x180UL, 0b1000UL), TestCase("setf16 w1", 0x1_0000UL, 0b0101UL)]
    [TestCase("rmif x1, #4, #15", 0xa0UL, 0b1010UL)]
    public void Flags_come_from_a_register(string text, ulong value, ulong expected) =>
        Assert.That(Guest.Run(text, (1, value)).Flags, Is.EqualTo(expected));

    [Test]
    public void A_saved_simd_register_is_restored_whole()
    {
        var guest = new Guest("mov x0, #data; ldp q1, q2, [x0]; stp q2, q1, [x0, #32]; ldr s3, [x0]; str q3, [x0, #64]");
        for (var i = 0UL; i < 4; i++)
            guest.Memory.Write(Guest.Data + 8 * i, 0x1111_1111_1111_1111 * (i + 1), 8);

        guest.Run();

        Assert.That(guest.Memory.Read(Guest.Data + 32, 8), Is.EqualTo(0x3333_3333_3333_3333));
        Assert.That(guest.Memory.Read(Guest.Data + 56, 8), Is.EqualTo(0x2222_2222_2222_2222));
        Assert.That((guest.Memory.Read(Guest.Data + 64, 8), guest.Memory.Read(Guest.Data + 72, 8)), Is.EqualTo((0x1111_1111UL, 0UL)));
    }

    [Test]
    public void Zeroing_a_block_writes_64_bytes()
    {
        var guest = new Guest("mov x0, #data; add x0, x0, #100; dc zva, x0; dc civac, x0");
        for (var at = 0UL; at < 256; at += 8)
            guest.Memory.Write(Guest.Data + at, ulong.MaxValue, 8);

        guest.Run();

        Assert.That(Enumerable.Range(0, 32).Where(i => guest.Memory.Read(Guest.Data + 8 * (ulong)i, 8) == 0), Is.EqualTo(Enumerable.Range(8, 8)));
    }
}
