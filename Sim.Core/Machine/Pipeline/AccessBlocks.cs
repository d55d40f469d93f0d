using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sim.Core.Machine.Pipeline;

/// <summary>The blocks of memory that accesses need a slot each for.</summary>
/// <param name="blockBytes">Aligned bytes of a slot, a power of two; 0 if any bytes need only one.</param>
readonly struct AccessBlocks(int blockBytes)
{
    // Without blocks, no access is long enough for a second one.
    const int NoBlocks = 63;

    readonly ulong _mask = blockBytes == 0 ? 0 : (ulong)blockBytes - 1;
    readonly int _shift = blockBytes == 0 ? NoBlocks : BitOperations.Log2((uint)blockBytes);

    /// <summary>How many blocks beyond the first have some of the <paramref name="bytes"/> bytes at <paramref name="address"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int BeyondFirst(ulong address, int bytes) => (int)(((address & _mask) + (uint)bytes - 1) >> _shift);
}
