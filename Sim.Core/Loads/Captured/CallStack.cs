using Sim.Core.Machine.Memory;

namespace Sim.Core.Loads.Captured;

/// <summary>Stack and return address of calls, where the image has nothing.</summary>
/// <param name="Top">Stack pointer when a call begins.</param>
/// <param name="ReturnAddress">Where a call returns to; the page exists and holds no code.</param>
public readonly record struct CallStack(ulong Top, ulong ReturnAddress)
{
    // Above the kernel in vmalloc's area. A stack is 16 to 64 KiB, and the bit of that size is 0 in every address on it: entry code looks at it.
    const ulong Above = 0x7000_0000;
    const ulong Gigabyte = 1 << 30;
    const ulong Step = 64 << 20;
    const ulong StackBytes = 0x4000;
    const ulong TopOffset = 0x3c00;
    const ulong ReturnOffset = 0x8000;
    const int Places = 64;

    /// <summary>Maps a stack of 16 KiB in <paramref name="memory"/>, near the kernel's own.</summary>
    /// <param name="memory">Where.</param>
    /// <param name="text">Any address of the kernel's text.</param>
    public static CallStack In(GuestMemory memory, ulong text)
    {
        var start = (text & ~(Gigabyte - 1)) + Above;
        for (var place = 0; place < Places && IsTaken(memory, start); place++)
            start += Step;
        memory.Map(start, StackBytes);
        memory.Map(start + ReturnOffset, 1);
        return new(start + TopOffset, start + ReturnOffset);
    }

    static bool IsTaken(GuestMemory memory, ulong start)
    {
        for (ulong at = 0; at <= ReturnOffset; at += 0x1000)
        {
            if (memory.IsMapped(start + at))
                return true;
        }

        return false;
    }
}
