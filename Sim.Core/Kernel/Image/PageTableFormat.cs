using Sim.Core.Units;

namespace Sim.Core.Kernel.Image;

/// <summary>Shape of the page tables of the kernel half (TTBR1).</summary>
/// <param name="PageShift">Bits of an offset in a page: 12, 14 or 16.</param>
/// <param name="VirtualBits">Bits of a virtual address that are translated, 64 − T1SZ: 36 to 52.</param>
/// <source key="arm-arm">The VMSAv8-64 translation table format, LPA and LPA2 included.</source>
public readonly record struct PageTableFormat(int PageShift, int VirtualBits)
{
    const int LowestVirtualBits = 36;
    const int HighestVirtualBits = 52;

    /// <summary>Bits of an address that one level translates.</summary>
    public int LevelBits => PageShift - 3;

    /// <summary>Levels that a walk goes through at most: 2 to 5.</summary>
    public int Levels => (VirtualBits - PageShift + LevelBits - 1) / LevelBits;

    /// <summary>True where descriptors have bits 51 and 50 of a physical address in bits 9 and 8 (LPA2): only such tables reach 52 bits with small pages.</summary>
    public bool HasLpa2 => VirtualBits > 48 && PageShift < 16;

    /// <summary>The format of a kernel with these values.</summary>
    /// <exception cref="ImageFault">No arm64 kernel has them.</exception>
    public static PageTableFormat Of(ulong pageBytes, int virtualBits)
    {
        var shift = pageBytes switch
        {
            4096 => 12,
            16384 => 14,
            65536 => 16,
            _ => throw new ImageFault(ImageFault.KernelInformation, $"PAGESIZE={pageBytes} of VMCOREINFO is none of an arm64 kernel: 4096, 16384 or 65536"),
        };
        return virtualBits is >= LowestVirtualBits and <= HighestVirtualBits
            ? new(shift, virtualBits)
            : throw new ImageFault(ImageFault.KernelInformation, $"{virtualBits} bits of a virtual address in VMCOREINFO are not from {LowestVirtualBits} to {HighestVirtualBits}");
    }

    /// <summary>The physical address in a table, block or page descriptor.</summary>
    public PhysicalAddress AddressIn(ulong descriptor)
    {
        const ulong Low48 = 0x0000_ffff_ffff_ffff;
        const ulong Low50 = 0x0003_ffff_ffff_ffff;
        var page = ~((1UL << PageShift) - 1);
        if (HasLpa2)
            return new(descriptor & Low50 & page | (descriptor >> 8 & 3) << 50);
        var address = descriptor & Low48 & page;
        return new(PageShift == 16 ? address | (descriptor >> 12 & 15) << 48 : address);
    }
}
