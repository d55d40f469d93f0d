namespace Sim.Core.Kernel.Image;

/// <summary>Finds VMCOREINFO in memory when no note has it: the kernel keeps the text at the start of a page of its own.</summary>
static class KernelSearch
{
    // 64 GiB; a kernel allocates that page early, near one end of memory or the other.
    const int MostPages = 1 << 24;

    static ReadOnlySpan<byte> Begin => "OSRELEASE="u8;

    /// <summary>The first VMCOREINFO of <paramref name="memory"/>; null if there is none.</summary>
    public static VmCoreInfo? Information(ByteSource? memory)
    {
        if (memory is null)
            return null;
        Span<byte> begin = stackalloc byte[Begin.Length];
        var pages = 0;
        foreach (var (start, length) in memory.Ranges)
        {
            var first = (ulong)-(long)start % ImageMemory.PieceBytes;
            for (var at = first; at < length; at += ImageMemory.PieceBytes)
            {
                if (memory.TryRead(start + at, begin) && begin.SequenceEqual(Begin) && At(memory, start + at) is { } information)
                    return information;
                if (++pages == MostPages)
                    return null;
            }
        }

        return null;
    }

    static VmCoreInfo? At(ByteSource memory, ulong start)
    {
        var text = new byte[VmCoreInfo.MostBytes];
        var length = 0;
        while (length < text.Length && memory.TryRead(start + (ulong)length, text.AsSpan(length, ImageMemory.PieceBytes)))
            length += ImageMemory.PieceBytes;
        return VmCoreInfo.Of(text.AsSpan(0, length));
    }
}
