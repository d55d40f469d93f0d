namespace Sim.Core.Kernel.Image.Objects;

/// <summary>Where a kernel has the list of its <c>ftrace_ops</c>.</summary>
public static class OpsList
{
    const int MostOps = 1 << 16;
    const ulong Stub = 32;

    // Both names are those of the function that walks the list.
    static readonly string[] Walkers = ["ftrace_ops_list_func", "arch_ftrace_ops_list_func"];

    /// <summary>Address of <c>ftrace_ops_list</c>; without a symbol, from the code that walks it. Null if it is not found.</summary>
    public static ulong? Head(KernelImage image) =>
        image.Symbols.AddressOf("ftrace_ops_list") ?? Walkers.SelectMany(walker => CodeReferences.LoadedIn(image, walker)).Where(place => IsHead(image, place)).Select(place => (ulong?)place).FirstOrDefault();

    // A list of objects that ends in one that is a stub, each with a function first, then the next one and the flags.
    static bool IsHead(KernelImage image, ulong place)
    {
        var at = image.Memory.TryRead64(place);
        for (var element = 0; element < MostOps; element++)
        {
            if (at is not { } ops || !IsKernels(ops) || image.Memory.TryRead64(ops) is not { } func || !IsKernels(func) || image.Memory.TryRead64(ops + 8) is not { } next
                || image.Memory.TryRead64(ops + 16) is not { } flags || flags >> 32 != 0)
                return false;
            if (next == 0)
                return (flags & Stub) != 0;
            at = next;
        }

        return false;
    }

    static bool IsKernels(ulong address) => address >> 48 == 0xffff && address % 4 == 0;
}
