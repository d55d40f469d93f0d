using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Kernel.Layout;

/// <summary>Variables of which each CPU has its own: a symbol's address plus the CPU's offset, which <c>tpidr_el1</c> holds.</summary>
/// <remarks>There is one CPU. Each variable is on a cache line of its own. At the symbols themselves is nothing.</remarks>
public sealed class PerCpu(GuestMemory memory, KernelData data, ulong symbols, ulong area)
{
    const ulong LineBytes = 64;

    ulong _used;

    /// <summary>Offset of CPU 0.</summary>
    public ulong Offset => area - symbols;

    /// <summary>Puts in a zeroed variable and returns the address of CPU 0's copy.</summary>
    public ulong Add(string symbol, int bytes)
    {
        data.Define(symbol, symbols + _used);
        var copy = area + _used;
        memory.Map(copy, (ulong)bytes);
        _used += ((ulong)bytes + LineBytes - 1) / LineBytes * LineBytes;
        return copy;
    }
}
