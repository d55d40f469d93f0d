namespace Sim.Core.Kernel.Ops;

/// <summary>Bits of <c>ftrace_ops.flags</c> as the kernel numbers them.</summary>
public static class OpsFlagBits
{
    public const int Enabled = 0;
    public const int Dynamic = 1;
    public const int SaveRegs = 2;
    public const int Recursion = 4;
    public const int Stub = 5;
    public const int Initialized = 6;
    public const int Rcu = 14;
    public const int Direct = 17;

    /// <summary>The word that registration leaves in an ops with these properties.</summary>
    public static ulong Word(OpsFlags flags, bool isDynamic) =>
        Bit(Enabled, true) | Bit(Initialized, true) | Bit(Dynamic, isDynamic)
        | Bit(SaveRegs, flags.HasFlag(OpsFlags.SaveRegs))
        | Bit(Recursion, flags.HasFlag(OpsFlags.Recursion))
        | Bit(Rcu, flags.HasFlag(OpsFlags.Rcu));

    static ulong Bit(int bit, bool set) => set ? 1ul << bit : 0;
}
