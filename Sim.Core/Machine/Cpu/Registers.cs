using System.Runtime.CompilerServices;

namespace Sim.Core.Machine.Cpu;

/// <summary>Registers without a check: decoded register numbers are those of <see cref="A64.Register"/>.</summary>
static class Registers
{
    /// <summary>The register of this number, of those that begin with <paramref name="x"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref ulong At(ref ulong x, byte register) => ref Unsafe.Add(ref x, register);
}
