using Sim.Core.A64;

namespace Sim.Core.Machine.Cpu;

/// <summary>PSTATE in one word, as SPSR holds it.</summary>
/// <source key="arm-arm">Layout: "SPSR_EL1"; entry and return: AArch64.TakeException and AArch64.SetPSTATEFromPSR.</source>
static class ProcessState
{
    /// <summary>Where NZCV are.</summary>
    public const int FlagsShift = 28;

    /// <summary>Software step, illegal execution state.</summary>
    public const ulong Step = 1 << 21, Illegal = 1 << 20;

    /// <summary>Masks of debug exceptions (D), SError, IRQ and FIQ.</summary>
    public const ulong MaskAll = 0x3c0, MaskDebug = 1 << 9;

    public const ulong Pan = 1 << 22, Uao = 1 << 23, Dit = 1 << 24, Tco = 1 << 25, Ssbs = 1 << 12;

    /// <summary>M[4]: AArch32, which the machine does not have.</summary>
    public const ulong Narrow = 1 << 4;

    const int LevelShift = 2;

    // Fields of PSTATE with a register of their own, where they have the same bits.
    static readonly (SystemRegister Register, ulong Bits)[] Fields =
    [
        (SystemRegister.Daif, MaskAll), (SystemRegister.Pan, Pan), (SystemRegister.Uao, Uao), (SystemRegister.Dit, Dit),
        (SystemRegister.Ssbs, Ssbs), (SystemRegister.Tco, Tco),
    ];

    /// <summary>The bits that a field of PSTATE with a register of its own has there; 0 for other registers.</summary>
    public static ulong BitsOf(SystemRegister register)
    {
        foreach (var (field, bits) in Fields)
        {
            if (field == register)
                return bits;
        }

        return 0;
    }

    /// <summary>All of it, as an exception saves it.</summary>
    public static ulong Of(ArchitecturalState state)
    {
        var word = state.X[Register.Flags] << FlagsShift | (state.IsStepArmed ? Step : 0) | (ulong)state.Level << LevelShift
            | state.System[SystemRegister.Spsel];
        foreach (var (register, _) in Fields)
            word |= state.System[register];
        return word;
    }

    /// <summary>The level that <paramref name="word"/> returns to.</summary>
    public static int LevelOf(ulong word) => (int)(word >> LevelShift & 3);

    /// <summary>True if <paramref name="word"/> names the level's own stack pointer.</summary>
    public static bool OwnStackOf(ulong word) => (word & 1) != 0;

    /// <summary>Takes over what a return restores: of a legal one everything but level, stack and step, of an illegal one flags and masks.</summary>
    public static void Restore(ArchitecturalState state, ulong word, bool isLegal)
    {
        state.X[Register.Flags] = word >> FlagsShift & 15;
        foreach (var (register, bits) in Fields)
        {
            if (isLegal || register is SystemRegister.Daif or SystemRegister.Pan)
                state.System[register] = word & bits;
        }
    }
}
