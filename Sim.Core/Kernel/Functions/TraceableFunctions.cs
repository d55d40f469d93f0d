using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;

namespace Sim.Core.Kernel.Functions;

/// <summary>Where the callsites of all functions are that a build's kernel offers for tracing.</summary>
public static class TraceableFunctions
{
    // Entries are on multiples of 16 here, and the callsite after one instruction.
    const ulong EntryStep = 16;
    const ulong CallsiteOffset = 4;
    const ulong LiteralOffset = 8;

    /// <summary>Callsites of the image, ascending: those of functions that exist as code, and others spread evenly over the text.</summary>
    /// <param name="build">The build, with its size.</param>
    /// <param name="withCode">Callsites of functions that are simulated.</param>
    /// <param name="isCode">True for addresses at which simulated code is: no other function can be there.</param>
    /// <guess>Real functions are of all lengths; what is walked and patched is the same, in other pages.</guess>
    public static IReadOnlyList<ulong> OfImage(KernelBuild build, IReadOnlyCollection<ulong> withCode, Predicate<ulong> isCode)
    {
        if (build.Size is not { } size)
            throw new SimBug($"the functions of {build.Name} were not counted");
        var others = size.TraceableFunctions - size.ModuleFunctions - withCode.Count;
        List<ulong> callsites = [.. withCode];

        // The first one's literal is in the text too.
        var first = build.Addresses.Text + EntryStep;
        var (number, next) = (0, first.Value);
        while (number < others)
        {
            // As far into the text as the number of functions says; further where code is in the way.
            next = Math.Max(next, first.Value + ((ulong)size.TextBytes * (ulong)number / (ulong)others / EntryStep * EntryStep));
            if (!isCode(next - LiteralOffset) && !isCode(next) && !isCode(next + CallsiteOffset))
            {
                callsites.Add(next + CallsiteOffset);
                number++;
            }

            next += EntryStep;
        }

        callsites.Sort();
        return callsites;
    }

    /// <summary>Callsites of modules' functions, which are not simulated, ascending from <paramref name="address"/>.</summary>
    /// <guess>64 bytes each, as the tracees of the measured module.</guess>
    public static IReadOnlyList<ulong> InModule(KernelBuild build, ulong address) =>
        [.. Enumerable.Range(1, build.Size!.ModuleFunctions).Select(number => address + ((ulong)number * 4 * EntryStep) + CallsiteOffset)];
}
