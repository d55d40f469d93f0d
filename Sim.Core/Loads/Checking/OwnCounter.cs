using Sim.Core.A64;
using Sim.Core.A64.Coding;
using Sim.Core.Machine.Cpu;
using Sim.Core.Units;

namespace Sim.Core.Loads.Checking;

/// <summary>The counter (<c>cntvct_el0</c> and its like) as a user's own text finds it: it counts simulated time where the text reads it.</summary>
static class OwnCounter
{
    // A guess: machines with these cores have 24 MHz (Apple) to 54 MHz (Raspberry Pi 4), and 1 GHz from Armv8.6 on.
    const long Hertz = 25_000_000;

    /// <summary>Ticks per second.</summary>
    public static Frequency Frequency => new(Hertz);

    /// <summary>Whether one of <paramref name="own"/> reads the counter or its frequency: <c>mrs</c> of op1 3, CRn 14, CRm 0.</summary>
    public static bool IsReadBy(IReadOnlyDictionary<ulong, CodeItem> own)
    {
        const uint Counters = 0xd53b_e000, Mask = 0xffff_ff00;
        return own.Values.Any(item => (item.Word & Mask) == Counters);
    }

    /// <summary>Sets what it shows at first: it began a second ago.</summary>
    public static void Begin(ArchitecturalState state) =>
        (state.System[SystemRegister.CntpctEl0], state.System[SystemRegister.CntfrqEl0]) = (Hertz, Hertz);
}
