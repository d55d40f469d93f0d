namespace Sim.Core.Kernel.Image;

/// <summary>Symbols of a kernel by name and by address.</summary>
public sealed class SymbolTable
{
    readonly KernelSymbol[] _symbols;
    readonly ulong[] _addresses;
    readonly Dictionary<string, int> _first = [];

    /// <param name="symbols">In any order; those of one address keep theirs.</param>
    public SymbolTable(IEnumerable<KernelSymbol> symbols)
    {
        _symbols = [.. symbols.OrderBy(symbol => symbol.Address)];
        _addresses = [.. _symbols.Select(symbol => symbol.Address)];
        for (var index = 0; index < _symbols.Length; index++)
            _first.TryAdd(_symbols[index].Name, index);
    }

    /// <summary>Number of symbols.</summary>
    public int Count => _symbols.Length;

    /// <summary>All symbols, by address.</summary>
    public IReadOnlyList<KernelSymbol> All => _symbols;

    /// <summary>Names that exist.</summary>
    public IReadOnlyCollection<string> Names => _first.Keys;

    /// <summary>Address of the symbol with this name, the lowest of several; null if there is none.</summary>
    public ulong? AddressOf(string name) => _first.TryGetValue(name, out var index) ? _symbols[index].Address : null;

    /// <summary>Symbols with this name, by address.</summary>
    public IEnumerable<KernelSymbol> Named(string name) => _symbols.Where(symbol => symbol.Name == name);

    /// <summary>Address of the symbol with this name.</summary>
    /// <exception cref="ImageFault">There is none.</exception>
    public ulong Required(string name) => AddressOf(name) ?? throw new ImageFault(
        ImageFault.Symbols,
        $"no symbol '{name}' is known of this image",
        "give the kernel's System.map, or a copy of its /proc/kallsyms read as root, with --symbols: kallsyms of a kernel without KALLSYMS_ALL has functions only");

    /// <summary>The symbol that <paramref name="address"/> is in: the last one at or before it, the first of several at one address; null before the first.</summary>
    public KernelSymbol? At(ulong address)
    {
        var index = IndexAtOrBefore(address);
        return index < 0 ? null : _symbols[index];
    }

    /// <summary><paramref name="address"/> as <c>name+0x10</c>; as a number where no symbol is near.</summary>
    public string Describe(ulong address)
    {
        const ulong MostOffset = 1 << 20;
        return At(address) is { } symbol && address - symbol.Address < MostOffset
            ? symbol.Address == address ? symbol.Name : $"{symbol.Name}+0x{address - symbol.Address:x}"
            : $"0x{address:x}";
    }

    /// <summary>Where the symbol at <paramref name="address"/> ends: the next higher address that has a symbol; null after the last.</summary>
    public ulong? EndOf(ulong address)
    {
        var index = Array.BinarySearch(_addresses, address);
        index = index < 0 ? ~index : index;
        while (index < _addresses.Length && _addresses[index] <= address)
            index++;
        return index < _addresses.Length ? _addresses[index] : null;
    }

    int IndexAtOrBefore(ulong address)
    {
        var index = Array.BinarySearch(_addresses, address);
        index = index < 0 ? ~index - 1 : index;
        while (index > 0 && _addresses[index - 1] == _addresses[index])
            index--;
        return index;
    }
}
