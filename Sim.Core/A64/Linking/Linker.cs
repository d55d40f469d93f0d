using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Linking;

/// <summary>Puts object files at their addresses and resolves what they refer to.</summary>
public static class Linker
{
    /// <summary>Links <paramref name="pieces"/>; a reference means a label of its own file, else a global of another, else one of the
    /// symbols.</summary>
    /// <param name="pieces">Object files with the addresses of their starts, in any order; each file at most once.</param>
    /// <param name="symbols">Addresses from outside, such as those of data.</param>
    /// <param name="bag">Takes the mistakes, SIM220 to SIM229.</param>
    /// <returns>Null if there was a mistake.</returns>
    public static CodeImage? Link(
        IReadOnlyList<(ObjectFile File, ulong Address)> pieces, IReadOnlyDictionary<string, ulong> symbols, DiagnosticBag bag)
    {
        var mistakes = new DiagnosticBag();
        var sorted = pieces.OrderBy(piece => piece.Address).ToList();
        Placement.Check(sorted, mistakes);
        var known = new SymbolTable(sorted, symbols, mistakes);
        var builder = new ImageBuilder(known, mistakes);
        foreach (var (file, address) in sorted)
            builder.Add(file, address);

        var image = builder.Build();
        foreach (var mistake in mistakes)
            bag.Add(mistake);
        return mistakes.HasErrors ? null : image;
    }
}
