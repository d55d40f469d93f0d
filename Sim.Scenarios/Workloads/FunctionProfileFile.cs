using System.Globalization;
using Sim.Core.Diagnostics;
using Sim.Core.Results;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Workloads;

/// <summary>
/// Reads which functions were called how often: <c>trace_stat/function*</c> of the kernel's function profiler, CSV with the columns
/// <c>function</c> and <c>hits</c>, or lines <c>function,hits</c>. Counts of the same function are added up, as those of several CPUs.
/// </summary>
public static class FunctionProfileFile
{
    const int MaxMistakes = 20;
    const long MaxHits = 1_000_000_000_000_000;

    /// <summary>The profile at <paramref name="path"/>, the most called function first; null with all its mistakes in <paramref name="bag"/>.</summary>
    public static FunctionProfile? Read(string path, DiagnosticBag bag)
    {
        var before = bag.Count;
        var hits = new Dictionary<string, long>();
        var source = new LineSource(path, bag);
        (int Function, int Hits)? columns = null;
        foreach (var line in source.Lines())
        {
            if (columns is null && Header(line) is { } header)
            {
                columns = header;
                continue;
            }

            if (Skip(line))
                continue;
            Add(line, columns ?? (0, 1), hits, source, bag);
            if (bag.Count - before >= MaxMistakes)
                return null;
        }

        if (bag.Count == before && hits.Count == 0)
            bag.Add(Code.NoFunction, "the file names no function that was called", new SourceSpan(path), "Lines look like this: schedule,22943.");
        return bag.Count == before ? new(System.IO.Path.GetFileNameWithoutExtension(path), Sorted(hits)) : null;
    }

    /// <summary>A profile as Sim's own CSV.</summary>
    public static string Write(FunctionProfile profile) =>
        "function,hits\n" + string.Concat(profile.Functions.Select(function => FormattableString.Invariant($"{function.Name},{function.Hits}\n")));

    // Names of columns, in any order, others beside them.
    static (int Function, int Hits)? Header(string line)
    {
        var names = line.Split(',', StringSplitOptions.TrimEntries);
        var (function, hits) = (Array.IndexOf(names, "function"), Array.IndexOf(names, "hits"));
        return function >= 0 && hits >= 0 ? (function, hits) : null;
    }

    // Blank lines, comments, and the two heading lines of trace_stat.
    static bool Skip(string line)
    {
        var trimmed = line.AsSpan().Trim();
        return trimmed.IsEmpty || trimmed[0] == '#' || (trimmed.StartsWith("Function") && trimmed.Contains("Hit", StringComparison.Ordinal))
            || !trimmed.ContainsAnyExcept('-', ' ');
    }

    static void Add(string line, (int Function, int Hits) columns, Dictionary<string, long> hits, LineSource source, DiagnosticBag bag)
    {
        var fields = line.Contains(',')
            ? line.Split(',', StringSplitOptions.TrimEntries)
            : line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length <= Math.Max(columns.Function, columns.Hits))
        {
            source.Place(line).Report(bag, Code.ProfileLine, $"no function with its hits: {Quoted.Text(line.Trim())}");
            return;
        }

        var (name, count) = (fields[columns.Function], fields[columns.Hits]);
        if (!FunctionNames.IsName(name))
            source.Place(line).Report(bag, Code.ProfileLine, $"{Quoted.Text(name)} is not the name of a function");
        else if (!long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > MaxHits)
            source.Place(line).Report(bag, Code.ProfileLine, FormattableString.Invariant($"hits {Quoted.Text(count)} is not a whole number up to {MaxHits:N0}"));
        else if (number > 0 && !hits.ContainsKey(name) && hits.Count == FunctionProfile.MaxFunctions)
            source.Place(line).Report(bag, Code.TooManyRecords, FormattableString.Invariant($"more than {FunctionProfile.MaxFunctions:N0} functions"));
        else if (number > 0)
            hits[name] = Math.Min(MaxHits, hits.GetValueOrDefault(name) + number);
    }

    static List<ProfiledFunction> Sorted(Dictionary<string, long> hits) =>
    [
        .. hits.Select(function => new ProfiledFunction(function.Key, function.Value))
            .OrderByDescending(function => function.Hits)
            .ThenBy(function => function.Name, StringComparer.Ordinal),
    ];
}
