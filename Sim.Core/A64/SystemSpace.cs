namespace Sim.Core.A64;

/// <summary>What the upper bits of a system register's encoding say: who may access it.</summary>
static class SystemSpace
{
    /// <summary>op0 2, op1 0: debug registers of EL1.</summary>
    public const ushort Debug = 0;

    /// <summary>op0 3, op1 0: EL1 and higher.</summary>
    public const ushort Level1 = 1 << 14;

    /// <summary>op0 3, op1 3: every level.</summary>
    public const ushort Level0 = Level1 | 3 << 11;

    /// <summary>op0 3, op1 4: EL2 and higher.</summary>
    public const ushort Level2 = Level1 | 4 << 11;

    /// <summary>op0 3, op1 5: EL1's own registers, for EL2 where the other names mean EL2's.</summary>
    public const ushort Alias = Level1 | 5 << 11;

    /// <summary>op0 3, op1 6: EL3, which the machine does not have.</summary>
    public const ushort Level3 = Level1 | 6 << 11;

    const int Op1Shift = 11;
    const int Op1Mask = 7 << Op1Shift;

    /// <summary>op1 of an encoding.</summary>
    public static int Op1(SystemRegister register) => ((int)register & Op1Mask) >> Op1Shift;

    /// <summary>The register with another op1.</summary>
    public static SystemRegister WithOp1(SystemRegister register, int op1) => (SystemRegister)(((int)register & ~Op1Mask) | op1 << Op1Shift);
}
