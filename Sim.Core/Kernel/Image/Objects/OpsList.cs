namespace Sim.Core.Kernel.Image.Objects;

/// <summary>Where a kernel has the list of its <c>ftrace_ops</c>.</summary>
public static class OpsList
{
    const int MostOps = 4096;

    // Both names are those of the function that walks the list.
    static readonly string[] Walkers = ["ftrace_ops_list_func", "arch_ftrace_ops_list_func"];

    /// <summary>Address of <c>ftrace_ops_list</c>; without a symbol, from the code that walks it. Null if it is not found.</summary>
    public static ulong? Head(KernelImage image) =>
        image.Symbols.AddressOf("ftrace_ops_list") ?? Walkers.SelectMany(walker => CodeReferences.LoadedIn(image, walker)).Where(place => IsHead(image, place)).Select(place => (ulong?)place).FirstOrDefault();

    // A list of objects that ends, each with a function of the kernel first and the next one after it.
    static bool IsHead(KernelImage image, ulong place)
    {
        var at = image.Memory.TryRead64(place);
        for (var element = 0; element < MostOps; element++)
        {
            if (at is not { } ops || ops >> 48 != 0xffff || image.Memory.TryRead64(ops) is not { } func || image.Symbols.At(func) is not { Kind: 'T' or 't' } || image.Memory.TryRead64(ops + 8) is not { } next)
                return false;
            if (next == 0)
                return true;
            at = next;
        }

        return false;
    }
}
