using System.Numerics;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Kernel.Layout;

/// <summary>kmalloc: objects of equal size classes are side by side in pages of the linear map.</summary>
/// <remarks>A fresh slab: objects of a class are neighbours in the order of allocation. A real one is fragmented.</remarks>
public sealed class Slab(GuestMemory memory, ulong linearMap, int minimumBytes)
{
    const ulong PageBytes = 4096;

    readonly Dictionary<int, (ulong Next, ulong End)> _classes = [];
    ulong _nextPage = linearMap;

    /// <summary>Address of a zeroed object of at least <paramref name="bytes"/> bytes.</summary>
    public ulong Allocate(int bytes)
    {
        var size = SizeClass(bytes);
        var (next, end) = _classes.GetValueOrDefault(size);
        if (next + (ulong)size > end)
        {
            var pages = ((ulong)size + PageBytes - 1) / PageBytes;
            (next, end) = (_nextPage, _nextPage + (pages * PageBytes));
            memory.Map(next, end - next);
            _nextPage = end;
        }

        _classes[size] = (next + (ulong)size, end);
        return next;
    }

    // Powers of two, and 96 and 192 where the minimum allows them.
    int SizeClass(int bytes)
    {
        if (bytes is > 64 and <= 96 && minimumBytes <= 32)
            return 96;
        if (bytes is > 128 and <= 192 && minimumBytes <= 64)
            return 192;
        return Math.Max(minimumBytes, (int)BitOperations.RoundUpToPowerOf2((uint)bytes));
    }
}
