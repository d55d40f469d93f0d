using CsCheck;
using Sim.Core.Machine.Caches;
using Sim.Core.Machine.Memory;
using Sim.Tests.Machine.Pipeline;

namespace Sim.Tests.Machine;

public class MemoryHierarchyTests
{
    const int HitCycles = 4;

    // Within the reach of the test core's DTLB: what takes longer than a hit has missed the L1D.
    const int Pages = 32;

    static readonly Gen<ulong[]> Words = Gen.ULong[0, (Pages * 512) - 1].Select(word => 0x100000 + (8 * word)).Array[1, 3000];

    [Test]
    public void Hits_and_misses_are_lookups() => Words.Sample(addresses =>
    {
        var caches = new MemoryHierarchy(TestCores.FourWide, new Uncore(TestCores.FourWide, new GuestMemory()));

        var hits = addresses.Count(address => caches.Access(0, address, 8, HitCycles) == HitCycles);

        return hits + caches.L1DMisses == addresses.Length;
    });

    [Test]
    public void A_level_is_asked_only_for_what_the_one_before_lacks() => Words.Sample(addresses =>
    {
        var caches = new MemoryHierarchy(TestCores.FourWide, new Uncore(TestCores.FourWide, new GuestMemory()));

        foreach (var address in addresses)
        {
            caches.Access(0, address, 8, HitCycles);
            caches.Fetch(address);
        }

        var lines = addresses.Select(address => address / 64).Distinct().Count();
        return caches.L2Misses == lines && caches.L1DMisses >= lines && caches.L1IMisses >= lines
            && caches.DtlbMisses == addresses.Select(address => address / 4096).Distinct().Count();
    });
}
