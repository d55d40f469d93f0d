using Sim.Core.Units;

namespace Sim.Core.Kernel.Image;

/// <summary>Memory of a machine in which an arm64 kernel runs, and what is known of it.</summary>
public sealed class KernelImage
{
    // The page tables of a 64 KiB kernel built for 52 bits begin this far in the root table where the CPU has 48.
    const ulong Skipped48Of52 = ((1 << (52 - 42)) - (1 << (48 - 42))) * 8;

    KernelImage(VmCoreInfo information, ImageMemory memory, SymbolTable symbols, IReadOnlyList<CpuRegisters> cpus) =>
        (Information, Memory, Symbols, Cpus) = (information, memory, symbols, cpus);

    /// <summary>The same with more symbols.</summary>
    public KernelImage With(IReadOnlyCollection<KernelSymbol> symbols) =>
        symbols.Count == 0 ? this : new(Information, Memory, new SymbolTable(Symbols.All.Concat(symbols)), Cpus);

    /// <summary>What the kernel says of itself.</summary>
    public VmCoreInfo Information { get; }

    /// <summary>Its virtual memory.</summary>
    public ImageMemory Memory { get; }

    /// <summary>Its symbols.</summary>
    public SymbolTable Symbols { get; }

    /// <summary>Registers by CPU, as far as the image has them.</summary>
    public IReadOnlyList<CpuRegisters> Cpus { get; }

    /// <summary>The image of a kernel in this memory.</summary>
    /// <param name="physical">Physical memory; null if only virtual addresses are known.</param>
    /// <param name="virtualBytes">Memory by virtual address; null if only physical ones are known.</param>
    /// <param name="information">VMCOREINFO, where the image says which it is; else memory is searched for it.</param>
    /// <param name="given">Symbols that the user gave; the image's own if null.</param>
    /// <param name="cpus">Registers by CPU.</param>
    /// <exception cref="ImageFault">There is no arm64 kernel in it.</exception>
    public static KernelImage Of(
        PhysicalMemory? physical,
        ByteSource? virtualBytes,
        VmCoreInfo? information,
        Func<VmCoreInfo, IReadOnlyList<KernelSymbol>>? given,
        IReadOnlyList<CpuRegisters> cpus)
    {
        information ??= KernelSearch.Information(physical?.Bytes) ?? KernelSearch.Information(virtualBytes) ?? throw new ImageFault(
            ImageFault.KernelInformation,
            "no VMCOREINFO of an arm64 kernel is in the image, neither as a note nor in its memory",
            "dump the whole of memory, or start QEMU with -device vmcoreinfo");
        var memory = new ImageMemory(physical, physical is null ? null : TablesOf(physical, information), virtualBytes);
        return new(information, memory, new SymbolTable(given is null ? Kallsyms.Read(memory, information) : given(information)), cpus);
    }

    static PageTables TablesOf(PhysicalMemory physical, VmCoreInfo information)
    {
        var built = (int)information.RequiredNumber("VA_BITS");
        var used = information.NumberOf("TCR_EL1_T1SZ") is { } t1sz ? 64 - (int)t1sz : built;
        var format = PageTableFormat.Of(information.PageBytes, used);
        var root = new PhysicalAddress(information.RequiredSymbol("swapper_pg_dir") - information.RequiredNumber("kimage_voffset"));
        return new PageTables(physical, format, format.PageShift == 16 && built == 52 && used == 48 ? root + Skipped48Of52 : root);
    }
}
