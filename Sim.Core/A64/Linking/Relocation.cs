using System.Globalization;
using System.Numerics;
using Sim.Core.A64.Operands;

namespace Sim.Core.A64.Linking;

/// <summary>Puts an address into the word that refers to it.</summary>
static class Relocation
{
    const long KiB = 1024;
    const long MiB = 1024 * KiB;

    static readonly Field Words26 = new(0, 26), Words19 = new(5, 19), Words14 = new(5, 14), High19 = new(5, 19), Low2 = new(29, 2), Unsigned12 = new(10, 12),
        Unsigned16 = new(5, 16);

    /// <summary>Resolves a reference of <paramref name="kind"/> in <paramref name="word"/>.</summary>
    /// <param name="kind">One that belongs to an instruction.</param>
    /// <param name="target">The address that is meant.</param>
    /// <param name="address">Where the word will be.</param>
    /// <param name="word">The word.</param>
    /// <returns>What is wrong, with the code of the diagnostic; null if nothing is.</returns>
    public static (string Code, string Message)? Apply(FixupKind kind, long target, long address, ref uint word) => kind switch
    {
        FixupKind.Branch => Near(target, address, 4, Words26, 128 * MiB, "128 MiB", ref word),
        FixupKind.ConditionalBranch or FixupKind.Literal => Near(target, address, 4, Words19, MiB, "1 MiB", ref word),
        FixupKind.TestBranch => Near(target, address, 4, Words14, 32 * KiB, "32 KiB", ref word),
        FixupKind.Adr => Near(target, address, 1, null, MiB, "1 MiB", ref word),
        FixupKind.Page => Near(target & ~0xfffL, address & ~0xfffL, 4096, null, 4096 * MiB, "4 GiB", ref word),
        FixupKind.PageOffset => Offset(target & 0xfff, target, ref word),
        _ => Part(kind, (ulong)target, ref word),
    };

    static (string Code, string Message)? Near(
        long target, long address, int unitBytes, Field? field, long reach, string reachText, ref uint word)
    {
        var distance = target - address;
        if (distance % unitBytes != 0)
            return ("SIM225", $"address 0x{target:x} is not a multiple of 4");
        if (distance < -reach || distance > reach - unitBytes)
        {
            var mebibytes = (distance / 1048576.0).ToString("0.##", CultureInfo.InvariantCulture);
            return ("SIM221", $"0x{target:x} is {distance} bytes ({mebibytes} MiB) from here; the instruction reaches ±{reachText}");
        }

        var units = distance / unitBytes;
        if (field is { } words)
            words.TrySetSigned(ref word, units);
        else
            _ = High19.TrySetSigned(ref word, units >> 2) && Low2.TrySet(ref word, (ulong)units & 3);
        return null;
    }

    static (string Code, string Message)? Offset(long offset, long target, ref uint word)
    {
        var unitBytes = UnitOf(word);
        Unsigned12.TrySet(ref word, (ulong)(offset / unitBytes));
        return offset % unitBytes == 0
            ? null
            : ("SIM225", $"the low 12 bits of 0x{target:x} are not a multiple of the {unitBytes} bytes accessed");
    }

    // A load or store says its size in its top two bits, but for those of 16 bytes; an addition counts in bytes.
    static int UnitOf(uint word)
    {
        var isAccess = (word & 0x3b00_0000) == 0x3900_0000;
        var isOf16 = isAccess && (word & 0xc480_0000) == 0x0480_0000;
        return isOf16 ? 16 : isAccess ? 1 << (int)(word >> 30) : 1;
    }

    static (string Code, string Message)? Part(FixupKind kind, ulong target, ref uint word)
    {
        var shift = 16 * Wide.PositionOf(kind);
        Unsigned16.TrySet(ref word, target >> shift & 0xffff);
        var mustFit = kind is FixupKind.Bits0 or FixupKind.Bits16 or FixupKind.Bits32;
        return mustFit && BitOperations.Log2(target | 1) >= shift + 16
            ? ("SIM225", $"0x{target:x} does not fit into {shift + 16} bits")
            : null;
    }
}
