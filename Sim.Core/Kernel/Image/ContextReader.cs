using System.Buffers.Binary;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Kernel.Image;

/// <summary>Finds what a call needs of a CPU in the memory of an image: nothing of the CPU's registers is needed.</summary>
public static class ContextReader
{
    // Ticks after the last time that the kernel read the counter.
    const ulong TicksLater = 1000;

    // Words of the timekeeper that are searched for the counter's mask.
    const int TimekeeperWords = 40;

    // Text that is searched for how the kernel reads its per-CPU offset.
    const ulong MostTextBytes = 8 << 20;

    const int MostTimes = 4;
    const ulong MostKernelBytes = 256 << 20;

    static readonly string[] Timekeepers = ["tk_core", "tk_data", "timekeeper_data"];

    /// <summary>What CPU <paramref name="cpu"/> of the image has.</summary>
    /// <exception cref="ImageFault">The image or its symbols lack it.</exception>
    public static KernelContext Of(KernelImage image, int cpu)
    {
        var (memory, symbols) = (image.Memory, image.Symbols);
        var entryTask = symbols.AddressOf("__entry_task") ?? CodeReferences.PerCpuTaskIn(image, "el0t_64_sync") ?? symbols.Required("__entry_task");
        var offsets = symbols.AddressOf("__per_cpu_offset") ?? OffsetsIn(image, entryTask) ?? symbols.Required("__per_cpu_offset");
        var offset = memory.Read64(offsets + ((ulong)cpu * 8), $"the per-CPU offset of CPU {cpu}");
        if (cpu > 0 && offset == 0)
            throw new ImageFault(ImageFault.KernelInformation, $"the image has no CPU {cpu}");
        var task = memory.Read64(entryTask + offset, $"the task of CPU {cpu}");
        return new(LevelOf(image, cpu), offset, task, VectorsOf(image, offset), CounterOf(image));
    }

    // A table in the code of a sum over CPUs, by which CPU 0 has a task.
    static ulong? OffsetsIn(KernelImage image, ulong entryTask)
    {
        foreach (var table in CodeReferences.TablesIn(image, "__percpu_counter_sum"))
        {
            if (image.Memory.TryRead64(table) is { } offset and not 0 && image.Memory.TryRead64(entryTask + offset) is { } task && image.Memory.TryRead64(task) is not null)
                return table;
        }

        return null;
    }

    // A kernel at EL1 has the instruction for EL2 as often as its own, as the replacement that it did not need. One at EL2 has nothing else.
    static ExceptionLevel LevelOf(KernelImage image, int cpu)
    {
        if (cpu < image.Cpus.Count && image.Cpus[cpu] is { ExceptionLevel: 1 or 2 } registers && registers.Pc >> 63 != 0)
            return (ExceptionLevel)registers.ExceptionLevel;
        const uint OfLevel1 = 0xd538d080, OfLevel2 = 0xd53cd040, WithoutRegister = ~31u;
        var start = image.Information.Symbol("_stext") ?? image.Symbols.Required("_stext");
        var page = new byte[ImageMemory.PieceBytes];
        var (first, second) = (0, 0);
        for (ulong at = 0; at < MostTextBytes; at += ImageMemory.PieceBytes)
        {
            if (!image.Memory.TryRead((start & ~(ulong)(ImageMemory.PieceBytes - 1)) + at, page))
                continue;
            for (var word = 0; word < page.Length; word += 4)
            {
                var text = BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(word)) & WithoutRegister;
                first += text == OfLevel1 ? 1 : 0;
                second += text == OfLevel2 ? 1 : 0;
            }
        }

        return second > MostTimes * first ? ExceptionLevel.El2 : ExceptionLevel.El1;
    }

    // While it is in the kernel a CPU has the vectors themselves, or those in the kernel that work around branch predictors. Where user space does not see the
    // kernel, per-CPU data name what user space has instead: a page outside of the kernel.
    static ulong VectorsOf(KernelImage image, ulong perCpuOffset)
    {
        var own = image.Symbols.AddressOf("vectors") ?? 0;
        return (image.Symbols.AddressOf("this_cpu_vector") is { } place ? image.Memory.TryRead64(place + perCpuOffset) : null) is { } vectors and not 0
            && (own == 0 || (vectors > own ? vectors - own : own - vectors) < MostKernelBytes)
            ? vectors
            : own;
    }

    // The timekeeper has the counter's mask, and then what it read of it last. A counter before that would make time go backwards.
    static ulong CounterOf(KernelImage image)
    {
        foreach (var place in Timekeepers.Select(image.Symbols.AddressOf).OfType<ulong>().Concat(CodeReferences.AddressesIn(image, "ktime_get")))
        {
            for (ulong word = 0; word < TimekeeperWords; word++)
            {
                // A tk_read_base: its clock source, the counter's mask of 56 bits or more, what was read last.
                if (image.Memory.TryRead64(place + (word * 8)) is { } source && source >> 48 == 0xffff && source != ulong.MaxValue
                    && image.Memory.TryRead64(place + ((word + 1) * 8)) is { } mask && (mask & (mask + 1)) == 0 && mask >= (1UL << 56) - 1
                    && image.Memory.TryRead64(place + ((word + 2) * 8)) is { } last and not 0 && last <= mask)
                    return last + TicksLater;
            }
        }

        return 0;
    }
}
