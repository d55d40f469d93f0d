using System.Collections.Concurrent;
using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.Diagnostics;

namespace Sim.Core.Loads;

/// <summary>Routines, each assembled once for the constants that it sees: the cells of a kernel build differ in neither, and share them.</summary>
static class AssembledRoutines
{
    static readonly ConcurrentDictionary<(SourceText Text, int Constants, string Own), ObjectFile> Files = new();

    /// <summary>As <see cref="Assembler.Assemble"/>; what had mistakes is assembled again, to report them again.</summary>
    /// <param name="text">What is assembled.</param>
    /// <param name="constants">Those of the kernel build.</param>
    /// <param name="own">Those that this copy alone sees, none of them in <paramref name="constants"/>. Null for none.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public static ObjectFile? Get(SourceText text, ConstantSet constants, IReadOnlyDictionary<string, long>? own, DiagnosticBag bag)
    {
        var key = (text, constants.Number, own is null ? "" : ConstantSet.Text(own));
        if (Files.TryGetValue(key, out var known))
            return known;
        var all = own is null ? constants.Values : constants.Values.Concat(own).ToDictionary(constant => constant.Key, constant => constant.Value);
        return Assembler.Assemble(text, all, bag) is { } file ? Files.GetOrAdd(key, file) : null;
    }
}
