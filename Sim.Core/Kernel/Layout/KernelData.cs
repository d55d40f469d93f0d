using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Kernel.Layout;

/// <summary>The kernel image's data that dispatch reads: each symbol on a cache line of its own.</summary>
public sealed class KernelData(GuestMemory memory, ulong address)
{
    const ulong LineBytes = 64;

    readonly Dictionary<string, ulong> _symbols = [];
    ulong _next = address;

    /// <summary>Addresses by symbol, as routines refer to them.</summary>
    public IReadOnlyDictionary<string, ulong> Symbols => _symbols;

    /// <summary>Puts in a zeroed object and returns its address.</summary>
    public ulong Add(string symbol, int bytes)
    {
        var at = _next;
        _symbols.Add(symbol, at);
        _next += ((ulong)bytes + LineBytes - 1) / LineBytes * LineBytes;
        memory.Map(at, _next - at);
        return at;
    }

    /// <summary>Names an address outside of the image's data.</summary>
    public void Define(string symbol, ulong address) => _symbols.Add(symbol, address);
}
