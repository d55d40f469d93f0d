using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Counts;

/// <summary>Entries of bpftrace maps whose keys have several parts: which part is the function is known once all are.</summary>
/// <remarks>
/// It is the part with a probe's name or an offset; or the only one that is a name in all entries; or, of several, the only one with names that no task has:
/// with an underscore, or longer than the 15 characters of a task's name.
/// </remarks>
sealed class KeysOfParts
{
    const int LongestTask = 15;

    /// <summary>True for what tasks are not called: with an underscore, a probe's name or an offset, or longer than a task's name can be.</summary>
    public static bool IsSurelyFunction(string part) => part.Length > LongestTask || part.AsSpan().ContainsAny('_', ':', '+');

    readonly List<PartedEntry> _entries = [];

    /// <summary>The function that <paramref name="part"/> may be; null if it is none.</summary>
    public static FunctionName? FunctionOf(string part) => FunctionName.Of(part) is { } name && !char.IsAsciiDigit(name.Name[0]) ? name : null;

    public void Add(PartedEntry entry) => _entries.Add(entry);

    /// <summary>Counts the calls of all entries, or reports that their functions cannot be told.</summary>
    public void Count(CountLog log)
    {
        foreach (var group in _entries.GroupBy(entry => entry.Parts.Count).OrderBy(group => group.Key))
        {
            List<PartedEntry> entries = [.. group];
            var names = Enumerable.Range(0, group.Key).Where(part => entries.TrueForAll(entry => FunctionOf(entry.Parts[part]) is not null)).ToList();
            var marked = names.Where(part => entries.Exists(entry => entry.Parts[part].AsSpan().ContainsAny(':', '+'))).ToList();
            var likely = names.Where(part => entries.Exists(entry => IsSurelyFunction(entry.Parts[part]))).ToList();
            if (names.Count == 0)
            {
                foreach (var _ in entries)
                    log.LeaveOut(BpftraceMaps.WithoutFunction);
            }
            else if (new[] { marked, names, likely }.FirstOrDefault(found => found.Count == 1) is [var chosen])
            {
                log.Note(FormattableString.Invariant($"keys of several parts: part {chosen + 1} is taken for the function, as in {Quoted.Text(entries[0].Parts[chosen])}"));
                foreach (var entry in entries)
                    log.Row(FunctionOf(entry.Parts[chosen])!.Value, entry.Hits, null, mayBeCut: false);
            }
            else
            {
                entries[0].Place.Report(log.Bag, Code.ProfileLine, "which part of the key is the function cannot be told", "Count with the function alone as the key: @[func] = count().");
            }
        }
    }
}

/// <summary>An entry of a map.</summary>
/// <param name="Parts">Those of its key.</param>
/// <param name="Place">The key.</param>
sealed record PartedEntry(IReadOnlyList<string> Parts, Place Place)
{
    /// <summary>Calls counted.</summary>
    public long Hits { get; set; }
}
