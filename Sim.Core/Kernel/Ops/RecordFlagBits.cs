using Sim.Core.Kernel.Build;

namespace Sim.Core.Kernel.Ops;

/// <summary>Bits of <c>dyn_ftrace.flags</c>: what a record's callsite should be and is, above the number of its users.</summary>
/// <source key="debian-linux-image">6.1 counts users in 23 bits, 6.12 in 19.</source>
public static class RecordFlagBits
{
    public const int Enabled = 31;
    public const int Regs = 30;
    public const int RegsEnabled = 29;
    public const int Trampoline = 28;
    public const int TrampolineEnabled = 27;
    public const int Disabled = 25;
    public const int Direct = 24;
    public const int DirectEnabled = 23;
    public const int CallOps = 22;
    public const int CallOpsEnabled = 21;
    public const int Touched = 20;
    public const int Modified = 19;

    /// <summary>Names for these in routines, and the masks that follow.</summary>
    public static IReadOnlyDictionary<string, long> Constants(KernelBuild build)
    {
        var count = Mask(build.FillsPtRegs ? DirectEnabled : Modified);
        var kept = Bit(Disabled) | (build.FillsPtRegs ? 0 : Bit(Touched) | Bit(Modified));
        return new Dictionary<string, long>
        {
            ["REC_ENABLED_BIT"] = Enabled,
            ["REC_REGS_BIT"] = Regs,
            ["REC_REGS_EN_BIT"] = RegsEnabled,
            ["REC_TRAMP_BIT"] = Trampoline,
            ["REC_TRAMP_EN_BIT"] = TrampolineEnabled,
            ["REC_DISABLED_BIT"] = Disabled,
            ["REC_DIRECT_BIT"] = Direct,
            ["REC_DIRECT_EN_BIT"] = DirectEnabled,
            ["REC_CALL_OPS_BIT"] = CallOps,
            ["REC_CALL_OPS_EN_BIT"] = CallOpsEnabled,
            ["REC_TOUCHED_BIT"] = Touched,
            ["REC_COUNT_MASK"] = count,
            ["REC_STATE_MASK"] = Bit(Enabled) | Bit(Disabled),
            ["REC_KEEP_MASK"] = kept,
        };
    }

    static long Bit(int bit) => 1L << bit;

    // All bits below this one.
    static long Mask(int bit) => (1L << bit) - 1;
}
