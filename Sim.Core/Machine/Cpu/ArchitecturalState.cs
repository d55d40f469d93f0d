using Sim.Core.A64;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Cpu;

/// <summary>What a program can see of a core: registers, flags, system registers, the exclusive monitor, and where it is.</summary>
/// <remarks>It starts at EL1 with EL1's stack pointer and no vectors: <see cref="BeginAt"/> changes that.</remarks>
public sealed class ArchitecturalState
{
    const int LevelShift = 2;

    public ArchitecturalState() => BeginAt(ExceptionLevel.El1);

    /// <summary>Values by the numbers of <see cref="Register"/>; the flags are NZCV in bits 3 to 0 of slot <see
    /// cref="Register.Flags"/>.</summary>
    public ulong[] X => Registers.Array;

    /// <summary><see cref="X"/> for the core.</summary>
    internal PinnedArray<ulong> Registers { get; } = new(Register.Count);

    /// <summary>SIMD and floating-point registers: the low and the high 64 bits of each.</summary>
    public ulong[] V { get; } = new ulong[2 * 32];

    /// <summary>System registers; nzcv is not here but in <see cref="X"/>, nor is the stack pointer in use.</summary>
    public SystemRegisterFile System { get; } = new();

    /// <summary>Address of the next instruction.</summary>
    public ulong Pc { get; set; }

    /// <summary>Address of the last load-exclusive. Matters only while <see cref="IsExclusive"/>.</summary>
    public ulong ExclusiveAddress { get; set; }

    /// <summary>True from a load-exclusive to the next store-exclusive, <c>clrex</c> or <c>eret</c>.</summary>
    public bool IsExclusive { get; set; }

    /// <summary>PSTATE.SS: a software step is armed.</summary>
    public bool IsStepArmed { get; internal set; }

    /// <summary>Where software step is; inactive but under a debugger.</summary>
    public StepPhase StepPhase { get; internal set; }

    /// <summary>PSTATE.EL.</summary>
    public ExceptionLevel Level => (ExceptionLevel)(System[SystemRegister.Currentel] >> LevelShift);

    /// <summary>PSTATE.SP: the stack pointer in use is the level's own, not that of EL0.</summary>
    public bool UsesOwnStack => System[SystemRegister.Spsel] != 0;

    /// <summary>Puts the core at <paramref name="level"/>, on that level's own stack, as the start of a program; all else stays as it is.</summary>
    public void BeginAt(ExceptionLevel level)
    {
        System[SystemRegister.Currentel] = (ulong)level << LevelShift;
        System[SystemRegister.Spsel] = level == ExceptionLevel.El0 ? 0ul : 1;
    }

    /// <summary>The core goes to <paramref name="level"/>; the stack pointer in use becomes that level's own, or EL0's.</summary>
    internal void SelectStack(ExceptionLevel level, bool usesOwn)
    {
        var (old, pointer) = (StackOf(Level, UsesOwnStack), StackOf(level, usesOwn));
        System[SystemRegister.Currentel] = (ulong)level << LevelShift;
        System[SystemRegister.Spsel] = usesOwn ? 1ul : 0;
        if (old == pointer)
            return;
        System[old] = X[Register.Stack];
        X[Register.Stack] = System[pointer];
    }

    /// <summary>Takes over what <paramref name="other"/> has.</summary>
    public void CopyFrom(ArchitecturalState other)
    {
        other.X.CopyTo(X, 0);
        other.V.CopyTo(V, 0);
        System.CopyFrom(other.System);
        (Pc, ExclusiveAddress, IsExclusive) = (other.Pc, other.ExclusiveAddress, other.IsExclusive);
        (IsStepArmed, StepPhase) = (other.IsStepArmed, other.StepPhase);
    }

    /// <summary>Each takes over what the other has, as when a core switches from one task to another.</summary>
    public void ExchangeWith(ArchitecturalState other)
    {
        for (var i = 0; i < X.Length; i++)
            (X[i], other.X[i]) = (other.X[i], X[i]);
        for (var i = 0; i < V.Length; i++)
            (V[i], other.V[i]) = (other.V[i], V[i]);
        System.ExchangeWith(other.System);
        (Pc, other.Pc) = (other.Pc, Pc);
        (ExclusiveAddress, other.ExclusiveAddress) = (other.ExclusiveAddress, ExclusiveAddress);
        (IsExclusive, other.IsExclusive) = (other.IsExclusive, IsExclusive);
        (IsStepArmed, other.IsStepArmed) = (other.IsStepArmed, IsStepArmed);
        (StepPhase, other.StepPhase) = (other.StepPhase, StepPhase);
    }

    static SystemRegister StackOf(ExceptionLevel level, bool usesOwn) => !usesOwn ? SystemRegister.SpEl0
        : level == ExceptionLevel.El2 ? SystemRegister.SpEl2
        : SystemRegister.SpEl1;
}
