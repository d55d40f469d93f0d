using Sim.Core.Machine;
using Sim.Core.Machine.Caches;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Machine.Pipeline;
using Sim.Tests.Machine.Pipeline;

namespace Sim.Tests.Machine;

public class UncoreTests
{
    static readonly CoreProfile Profile = TestCores.FourWide with
    {
        Memory = TestCores.FourWide.Memory with { L3 = new CacheLevel(1 << 20, 16, 64, 30) },
    };

    [Test]
    public void What_one_core_has_fetched_another_finds_in_the_shared_level_and_not_in_its_own()
    {
        var uncore = new Uncore(Profile, new GuestMemory());
        MemoryHierarchy first = new(Profile, uncore), second = new(Profile, uncore);

        long[] cycles = [Load(ref first), Load(ref second), Load(ref second)];

        Assert.That(cycles[0] > cycles[1] && cycles[1] > cycles[2], string.Join(' ', cycles));
        Assert.That(second.L1DMisses, Is.EqualTo(2));

        static long Load(ref MemoryHierarchy caches)
        {
            // The page is in the TLB before.
            caches.Access(0, 0x1080, 8, 4);
            return caches.Access(1_000_000, 0x1000, 8, 4) - 1_000_000;
        }
    }

    [Test]
    public void What_one_core_stores_another_loads()
    {
        var guest = new Guest("""
            	str	x0, [x1]
            first_end:	nop
            	.global	first_end
            	ldr	x0, [x1]
            """);
        guest.X[0] = 42;
        guest.X[1] = Guest.Data;
        var other = new ArchitecturalState { Pc = guest.Image.Symbols["first_end"] };
        other.X[1] = Guest.Data;
        var uncore = new Uncore(Profile, guest.Memory);
        using var first = Core.Machine.Pipeline.Pipeline.Create(Profile, guest.Image.Regions, uncore, guest.State);
        using var second = Core.Machine.Pipeline.Pipeline.Create(Profile, guest.Image.Regions, uncore, other);

        first.RunUntil(guest.Image.Symbols["first_end"]);
        second.RunUntil(guest.End);

        Assert.That(other.X[0], Is.EqualTo(42));
    }

    [Test]
    public void The_shared_level_lives_as_long_as_a_core_uses_it()
    {
        var guest = new Guest("ldr x0, [x1]\nldr x0, [x1]");
        guest.X[1] = Guest.Data;
        var uncore = new Uncore(Profile, guest.Memory);
        using var core = Core.Machine.Pipeline.Pipeline.Create(Profile, guest.Image.Regions, uncore, guest.State);
        Core.Machine.Pipeline.Pipeline.Create(Profile, guest.Image.Regions, uncore, new ArchitecturalState { Pc = Guest.Code }).Dispose();

        using var stranger = Core.Machine.Pipeline.Pipeline.Create(Profile, guest.Image.Regions, guest.Memory, new ArchitecturalState { Pc = Guest.Code });
        core.RunUntil(guest.End);

        Assert.That(stranger.Tables, Has.None.Matches<object>(core.Tables.Contains));
    }
}
