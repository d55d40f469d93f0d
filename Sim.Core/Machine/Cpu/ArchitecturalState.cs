using Sim.Core.A64;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Cpu;

/// <summary>What a program can see of a core: registers, flags, system registers, the exclusive monitor, and where it is.</summary>
public sealed class ArchitecturalState
{
    /// <summary>Values by the numbers of <see cref="Register"/>; the flags are NZCV in bits 3 to 0 of slot <see
    /// cref="Register.Flags"/>.</summary>
    public ulong[] X => Registers.Array;

    /// <summary><see cref="X"/> for the core.</summary>
    internal PinnedArray<ulong> Registers { get; } = new(Register.Count);

    /// <summary>SIMD and floating-point registers: the low and the high 64 bits of each.</summary>
    public ulong[] V { get; } = new ulong[2 * 32];

    /// <summary>Values by <see cref="SystemRegister"/>; nzcv is not here but in <see cref="X"/>.</summary>
    public ulong[] System { get; } = new ulong[(int)SystemRegister.Count];

    /// <summary>Address of the next instruction.</summary>
    public ulong Pc { get; set; }

    /// <summary>Address of the last load-exclusive. Matters only while <see cref="IsExclusive"/>.</summary>
    public ulong ExclusiveAddress { get; set; }

    /// <summary>True from a load-exclusive to the next store-exclusive or <c>clrex</c>.</summary>
    public bool IsExclusive { get; set; }

    /// <summary>Takes over what <paramref name="other"/> has.</summary>
    public void CopyFrom(ArchitecturalState other)
    {
        other.X.CopyTo(X, 0);
        other.V.CopyTo(V, 0);
        other.System.CopyTo(System, 0);
        (Pc, ExclusiveAddress, IsExclusive) = (other.Pc, other.ExclusiveAddress, other.IsExclusive);
    }

    /// <summary>Each takes over what the other has, as when a core switches from one task to another.</summary>
    public void ExchangeWith(ArchitecturalState other)
    {
        for (var i = 0; i < X.Length; i++)
            (X[i], other.X[i]) = (other.X[i], X[i]);
        for (var i = 0; i < V.Length; i++)
            (V[i], other.V[i]) = (other.V[i], V[i]);
        for (var i = 0; i < System.Length; i++)
            (System[i], other.System[i]) = (other.System[i], System[i]);
        (Pc, other.Pc) = (other.Pc, Pc);
        (ExclusiveAddress, other.ExclusiveAddress) = (other.ExclusiveAddress, ExclusiveAddress);
        (IsExclusive, other.IsExclusive) = (other.IsExclusive, IsExclusive);
    }
}
