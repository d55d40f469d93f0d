using Sim.Core.A64;

namespace Sim.Core.Hardware.State;

/// <summary>What a program can see of a core: registers, flags, system registers, the exclusive monitor, and where it is.</summary>
public sealed class ArchitecturalState
{
    /// <summary>Values by the numbers of <see cref="Register"/>; the flags are NZCV in bits 3 to 0 of slot <see
    /// cref="Register.Flags"/>.</summary>
    public ulong[] X { get; } = new ulong[Register.Count];

    /// <summary>Values by <see cref="SystemRegister"/>; nzcv is not here but in <see cref="X"/>.</summary>
    public ulong[] System { get; } = new ulong[(int)SystemRegister.Count];

    /// <summary>Position of the next instruction in its <see cref="CodeImage"/>.</summary>
    public int Position { get; set; }

    /// <summary>Address of the last load-exclusive. Matters only while <see cref="IsExclusive"/>.</summary>
    public ulong ExclusiveAddress { get; set; }

    /// <summary>True from a load-exclusive to the next store-exclusive or <c>clrex</c>.</summary>
    public bool IsExclusive { get; set; }
}
