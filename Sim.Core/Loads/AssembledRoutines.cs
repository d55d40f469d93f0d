using System.Collections.Concurrent;
using System.Globalization;
using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.Diagnostics;

namespace Sim.Core.Loads;

/// <summary>Routines, each assembled once for the constants that it sees: the cells of a kernel build differ in neither, and share them.</summary>
static class AssembledRoutines
{
    static readonly ConcurrentDictionary<(SourceText Text, string Constants), ObjectFile> Files = new();

    /// <summary>As <see cref="Assembler.Assemble"/>; what had mistakes is assembled again, to report them again.</summary>
    public static ObjectFile? Get(SourceText text, IReadOnlyDictionary<string, long> constants, DiagnosticBag bag)
    {
        var key = (text, KeyOf(constants));
        if (Files.TryGetValue(key, out var known))
            return known;
        return Assembler.Assemble(text, constants, bag) is { } file ? Files.GetOrAdd(key, file) : null;
    }

    static string KeyOf(IReadOnlyDictionary<string, long> constants) => string.Join(
        ';',
        constants.OrderBy(constant => constant.Key, StringComparer.Ordinal)
            .Select(constant => string.Create(CultureInfo.InvariantCulture, $"{constant.Key}={constant.Value}")));
}
