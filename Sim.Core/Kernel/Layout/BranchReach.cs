using Sim.Core.Units;

namespace Sim.Core.Kernel.Layout;

/// <summary>How far BL and B reach: 26 bits of word offset, ±128 MiB.</summary>
public static class BranchReach
{
    const long Bytes = 128L << 20;

    /// <summary>True if a BL at <paramref name="from"/> can call <paramref name="to"/>.</summary>
    public static bool Reaches(ulong from, ulong to) => (long)(to - from) is >= -Bytes and < Bytes;

    /// <summary>Where a BL can be that calls <paramref name="to"/>, cut off at the ends of the address space.</summary>
    public static AddressRange CallsitesOf(Address to)
    {
        const ulong Reach = (ulong)Bytes;
        return new(
            new(to.Value < Reach ? 0 : to.Value - Reach + 1),
            new(to.Value > ulong.MaxValue - Reach - 1 ? ulong.MaxValue : to.Value + Reach + 1));
    }
}
