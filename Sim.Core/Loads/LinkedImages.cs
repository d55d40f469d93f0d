using System.Runtime.CompilerServices;
using Sim.Core.A64;
using Sim.Core.A64.Linking;
using Sim.Core.Diagnostics;

namespace Sim.Core.Loads;

/// <summary>Linked code, made once for the same pieces at the same addresses: most cells of a kernel build differ in their ops alone, and share it.</summary>
static class LinkedImages
{
    // A sweep has few builds, or addresses of which none comes again: so many are kept, and no more.
    const int Places = 64;

    static readonly Linked?[] Known = new Linked?[Places];

    /// <summary>As <see cref="Linker.Link"/>; what had mistakes is linked again, to report them again.</summary>
    public static CodeImage? Link(IReadOnlyList<(ObjectFile File, ulong Address)> pieces, IReadOnlyDictionary<string, ulong> symbols, DiagnosticBag bag)
    {
        ref var place = ref Known[PlaceOf(pieces)];
        if (place is { } known && known.IsOf(pieces, symbols))
            return known.Image;
        var image = Linker.Link(pieces, symbols, bag);
        if (image is not null)
            place = new([.. pieces], new Dictionary<string, ulong>(symbols), image);
        return image;
    }

    static int PlaceOf(IReadOnlyList<(ObjectFile File, ulong Address)> pieces)
    {
        var hash = default(HashCode);
        foreach (var (file, address) in pieces)
        {
            hash.Add(RuntimeHelpers.GetHashCode(file));
            hash.Add(address);
        }

        return (int)((uint)hash.ToHashCode() % Places);
    }

    sealed record Linked(IReadOnlyList<(ObjectFile File, ulong Address)> Pieces, IReadOnlyDictionary<string, ulong> Symbols, CodeImage Image)
    {
        public bool IsOf(IReadOnlyList<(ObjectFile File, ulong Address)> pieces, IReadOnlyDictionary<string, ulong> symbols)
        {
            if (pieces.Count != Pieces.Count || symbols.Count != Symbols.Count)
                return false;
            for (var index = 0; index < pieces.Count; index++)
            {
                if (!ReferenceEquals(pieces[index].File, Pieces[index].File) || pieces[index].Address != Pieces[index].Address)
                    return false;
            }

            foreach (var (name, address) in symbols)
            {
                if (!Symbols.TryGetValue(name, out var known) || known != address)
                    return false;
            }

            return true;
        }
    }
}
