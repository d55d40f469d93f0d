using System.Collections.Concurrent;
using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.Diagnostics;
using Sim.Core.Mechanisms;

namespace Sim.Core.Loads;

/// <summary>Routines, each assembled once for the constants that it sees: the cells of a kernel build differ in neither, and share them.</summary>
static class AssembledRoutines
{
    static readonly ConcurrentDictionary<(SourceText Text, int Constants, string Own, string? Region), ObjectFile> Files = new();

    /// <summary>As <see cref="Assembler.Assemble"/>; what had mistakes is assembled again, to report them again.</summary>
    /// <param name="routine">What is assembled, with the constants that it alone sees, none of them in <paramref name="constants"/>.</param>
    /// <param name="constants">Those of the kernel build.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public static ObjectFile? Get(Routine routine, ConstantSet constants, DiagnosticBag bag)
    {
        var (text, own) = (routine.Text, routine.Constants);
        var key = (text, constants.Number, own is null ? "" : ConstantSet.Text(own), routine.Region);
        if (Files.TryGetValue(key, out var known))
            return known;
        var all = own is null ? constants.Values : constants.Values.Concat(own).ToDictionary(constant => constant.Key, constant => constant.Value);
        if (Assembler.Assemble(text, all, bag) is not { } file)
            return null;
        return Files.GetOrAdd(key, routine.Region is { } region ? file.WithRegion(region) : file);
    }
}
