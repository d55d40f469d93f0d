using System.Collections.Concurrent;
using System.Text;
using Sim.Core.Runs;

namespace Sim.Scenarios.Spec;

/// <summary>The hash of everything that decides a cell's numbers, and of each of its parts.</summary>
public static class CellKey
{
    // Results of another form than these are no results.
    const string Form = "sim/run/1";

    const int Digits = 32;

    // The parts of a sweep's cells are few: each is hashed once.
    const int MostKnown = 10_000;

    static readonly ConcurrentDictionary<string, string> Hashes = new();

    // Their own count takes all of their locks.
    static int _known;

    /// <summary>The key of a run in stores and caches: 32 hexadecimal digits. Equal keys, equal numbers.</summary>
    public static string Of(CellSpec spec) =>
        CanonicalText.Hash($"{Form}\n{ModelVersion.Text}\n{CanonicalText.Of(spec)}")[..Digits];

    /// <summary>What each part of a cell holds, as 12 hexadecimal digits: two cells with the same digits are equal in that part.</summary>
    public static IEnumerable<(CellPart Part, string Hash)> Parts(CellSpec spec)
    {
        yield return (CellPart.Machine, HashOf(spec.Core));
        yield return (CellPart.Kernel, HashOf(spec.Kernel));
        yield return (CellPart.Mechanism, HashOf(spec.Design));
        yield return (CellPart.Tracers, HashOf((spec.Tracer, spec.OwnTracer, spec.RelevantTracers, spec.IrrelevantTracers, spec.OpsFlags, spec.Setup, spec.Tools)));
        yield return (CellPart.Load, HashOf((spec.Calls, spec.State, spec.Arrivals, spec.Population)));
        yield return (CellPart.Schedule, HashOf((spec.Timeline, spec.Interval)));
    }

    static string HashOf(object? part)
    {
        var text = CanonicalText.Of(part);
        if (Hashes.TryGetValue(text, out var known))
            return known;
        var hash = CanonicalText.ShortHash(text);
        if (_known < MostKnown && Hashes.TryAdd(text, hash))
            Interlocked.Increment(ref _known);
        return hash;
    }

    /// <summary>The parts in one text: <c>machine=0123456789ab kernel=...</c>.</summary>
    public static string PartsText(CellSpec spec)
    {
        var text = new StringBuilder();
        foreach (var (part, hash) in Parts(spec))
            text.Append(text.Length > 0 ? " " : "").Append(part.ToString().ToLowerInvariant()).Append('=').Append(hash);
        return text.ToString();
    }
}
