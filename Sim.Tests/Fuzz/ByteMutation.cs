using System.Buffers.Binary;
using Sim.Core.Units;

namespace Sim.Tests.Fuzz;

/// <summary>A binary file that is nearly what it was: numbers of all sizes in it, what is at its beginning more often, keep their place.</summary>
static class ByteMutation
{
    const int Most = 6;
    const int Header = 1024;

    static readonly ulong[] Numbers =
    [
        0, 1, 7, 0x7f, 0xff, 0x1000, 0xffff, 0x7fff_ffff, 0xffff_ffff, 1UL << 32, 1UL << 42, 0x7fff_ffff_ffff_ffff, ulong.MaxValue, ulong.MaxValue - 4095, 0xffff_8000_0000_0000, 0xffff_ffff_8000_0000,
    ];

    /// <summary><paramref name="file"/> with one to six changes.</summary>
    public static byte[] Of(byte[] file, Pcg random)
    {
        var bytes = file.ToArray();
        for (var count = 1 + random.Below(Most); count > 0 && bytes.Length > 16; count--)
            bytes = Change(bytes, random);
        return bytes;
    }

    static byte[] Change(byte[] bytes, Pcg random)
    {
        var at = random.Below(random.Below(2) == 0 ? Math.Min(bytes.Length, Header) : bytes.Length);
        switch (random.Below(8))
        {
            case 0 when random.Below(4) == 0:
                return bytes[..at];
            case 0 or 1:
                bytes[at] = (byte)random.Below(256);
                return bytes;
            case 2:
                bytes[at] ^= (byte)(1 << random.Below(8));
                return bytes;
            case 3:
                // A part of it elsewhere: a pointer, a table's entry, a page.
                var length = Math.Min(1 << random.Below(13), bytes.Length - at);
                var to = random.Below(bytes.Length - length + 1);
                bytes.AsSpan(at, length).CopyTo(bytes.AsSpan(to));
                return bytes;
            case 4:
                bytes.AsSpan(at, Math.Min(1 << random.Below(13), bytes.Length - at)).Clear();
                return bytes;
            default:
                return WithNumber(bytes, at & ~7, random);
        }
    }

    static byte[] WithNumber(byte[] bytes, int at, Pcg random)
    {
        if (at + 8 > bytes.Length)
            return bytes;
        var value = Numbers[random.Below(Numbers.Length)];
        var span = bytes.AsSpan(at);
        if (random.Below(3) == 0)
            BinaryPrimitives.WriteUInt32LittleEndian(span, (uint)value);
        else if (random.Below(3) == 0)
            BinaryPrimitives.WriteUInt64LittleEndian(span, BinaryPrimitives.ReadUInt64LittleEndian(span) + value);
        else
            BinaryPrimitives.WriteUInt64LittleEndian(span, value);
        return bytes;
    }
}
