using System.Globalization;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Image;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Captures;

/// <summary>Symbols in a file: a kernel's System.map, or a copy of <c>/proc/kallsyms</c>.</summary>
sealed class SymbolFile
{
    readonly List<KernelSymbol> _symbols;

    SymbolFile(List<KernelSymbol> symbols) => _symbols = symbols;

    /// <summary>The file at <paramref name="path"/>; null with a diagnostic if a line is none of a symbol.</summary>
    public static SymbolFile? Read(string path, DiagnosticBag bag)
    {
        if (TextFile.Read(path, TextFile.MaxLogBytes, bag) is not { } file)
            return null;
        var symbols = new List<KernelSymbol>();
        for (var number = 1; number <= file.Lines.Count; number++)
        {
            var line = file.Lines[number - 1];
            if (line.Length == 0)
                continue;
            if (SymbolIn(line) is { } symbol)
            {
                symbols.Add(symbol);
            }
            else
            {
                file.Line(number).Report(bag, Code.SymbolLine, "the line is no symbol: 'ffff800080010000 T _stext' is one, of System.map or /proc/kallsyms");
                return null;
            }
        }

        if (symbols.TrueForAll(symbol => symbol.Address == 0))
        {
            bag.Add(Code.SymbolLine, "the file has no addresses", new(path), "read /proc/kallsyms as root, after echo 0 > /proc/sys/kernel/kptr_restrict");
            return null;
        }

        return new(symbols);
    }

    /// <summary>The symbols where the kernel of <paramref name="information"/> has them: System.map does not know of KASLR.</summary>
    /// <exception cref="ImageFault">The file is of another kernel.</exception>
    public IReadOnlyList<KernelSymbol> At(VmCoreInfo information)
    {
        ulong shift = 0;
        if (information.Symbol("_stext") is { } there && AddressOf("_stext") is { } here)
        {
            shift = there - here;
            if (shift != 0 && shift != information.KernelOffset)
                throw new ImageFault(ImageFault.Symbols, $"_stext is at 0x{here:x} in the file and at 0x{there:x} in the image: the symbols are of another kernel or boot");
        }

        if (information.Symbol("swapper_pg_dir") is { } root && AddressOf("swapper_pg_dir") is { } table && table + shift != root)
            throw new ImageFault(ImageFault.Symbols, $"swapper_pg_dir is at 0x{table + shift:x} by the file and at 0x{root:x} in the image: the symbols are of another kernel");
        return shift == 0 ? _symbols : [.. _symbols.Select(symbol => symbol.Kind is 'A' or 'a' ? symbol : symbol with { Address = symbol.Address + shift })];
    }

    ulong? AddressOf(string name)
    {
        var index = _symbols.FindIndex(symbol => symbol.Name == name && symbol.Module is null);
        return index < 0 ? null : _symbols[index].Address;
    }

    internal static KernelSymbol? SymbolIn(string line)
    {
        var words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length is 3 or 4 && words[1].Length == 1 && char.IsAsciiLetter(words[1][0])
            && ulong.TryParse(words[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var address)
            ? new(address, words[1][0], words[2], words.Length == 4 ? words[3].Trim('[', ']') : null)
            : null;
    }
}
