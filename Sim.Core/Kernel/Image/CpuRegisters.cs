namespace Sim.Core.Kernel.Image;

/// <summary>Registers that an image has of a CPU, as of an NT_PRSTATUS note.</summary>
/// <param name="X">x0 to x30.</param>
/// <param name="Sp">Stack pointer.</param>
/// <param name="Pc">Address of the next instruction.</param>
/// <param name="Pstate">Flags, masks and exception level, as in SPSR.</param>
public sealed record CpuRegisters(IReadOnlyList<ulong> X, ulong Sp, ulong Pc, ulong Pstate)
{
    /// <summary>The exception level that the CPU ran at: 0 to 3.</summary>
    public int ExceptionLevel => (int)(Pstate >> 2 & 3);
}
