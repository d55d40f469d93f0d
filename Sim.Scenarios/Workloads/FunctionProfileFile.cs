using System.Globalization;
using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Workloads;

/// <summary>
/// Reads which functions were called how often, and how long they took: <c>trace_stat/function*</c> of the kernel's function profiler, CSV with the columns
/// <c>function</c>, <c>hits</c> and perhaps <c>time_us</c>, or lines <c>function,hits</c>. What is known of the same function is added up, as on several CPUs.
/// </summary>
public static class FunctionProfileFile
{
    const int MaxMistakes = 20;
    const long MaxHits = 1_000_000_000_000_000;
    const long MaxTimeUs = 1_000_000_000_000_000;
    const long NanosecondsPerMicrosecond = 1000;

    // Sim's own name, and that of a profile which includes what tracing itself took.
    static readonly string[] TimeColumns = ["time_us", "total_us_instrumented"];

    /// <summary>The profile at <paramref name="path"/>, the most called function first; null with all its mistakes in <paramref name="bag"/>.</summary>
    public static FunctionProfile? Read(string path, DiagnosticBag bag)
    {
        var before = bag.Count;
        var hits = new Dictionary<string, (long Hits, long? TimeNs)>();
        var source = new LineSource(path, bag);
        (int Function, int Hits, int Time)? columns = null;
        foreach (var line in source.Lines())
        {
            if (columns is null && Header(line) is { } header)
            {
                columns = header;
                continue;
            }

            if (Skip(line))
                continue;
            Add(line, columns ?? (0, 1, -1), hits, source, bag);
            if (bag.Count - before >= MaxMistakes)
                return null;
        }

        if (bag.Count == before && hits.Count == 0)
            bag.Add(Code.NoFunction, "the file names no function that was called", new SourceSpan(path), "Lines look like this: schedule,22943.");
        return bag.Count == before ? new(System.IO.Path.GetFileNameWithoutExtension(path), Sorted(hits)) : null;
    }

    /// <summary>A profile as Sim's own CSV.</summary>
    public static string Write(FunctionProfile profile) => profile.HasTimes
        ? "function,hits,time_us\n" + string.Concat(profile.Functions.Select(function =>
            FormattableString.Invariant($"{function.Name},{function.Hits},{function.TimeNs / (decimal)NanosecondsPerMicrosecond:0.###}\n")))
        : "function,hits\n" + string.Concat(profile.Functions.Select(function => FormattableString.Invariant($"{function.Name},{function.Hits}\n")));

    // Names of columns, in any order, others beside them.
    static (int Function, int Hits, int Time)? Header(string line)
    {
        var names = line.Split(',', StringSplitOptions.TrimEntries);
        var (function, hits) = (Array.IndexOf(names, "function"), Array.IndexOf(names, "hits"));
        return function >= 0 && hits >= 0 ? (function, hits, Array.FindIndex(names, TimeColumns.Contains)) : null;
    }

    // Blank lines, comments, and the two heading lines of trace_stat.
    static bool Skip(string line)
    {
        var trimmed = line.AsSpan().Trim();
        return trimmed.IsEmpty || trimmed[0] == '#' || (trimmed.StartsWith("Function") && trimmed.Contains("Hit", StringComparison.Ordinal))
            || !trimmed.ContainsAnyExcept('-', ' ');
    }

    static void Add(
        string line, (int Function, int Hits, int Time) columns, Dictionary<string, (long Hits, long? TimeNs)> functions, LineSource source, DiagnosticBag bag)
    {
        var isTraceStat = !line.Contains(',');
        var fields = isTraceStat ? line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : line.Split(',', StringSplitOptions.TrimEntries);
        if (fields.Length <= Math.Max(Math.Max(columns.Function, columns.Hits), columns.Time))
        {
            source.Place(line).Report(bag, Code.ProfileLine, $"no function with its hits: {Quoted.Text(line.Trim())}");
            return;
        }

        // Behind the hits of trace_stat stand time, average and variance, where the profiler measures them, each with its unit.
        var (name, count) = (fields[columns.Function], fields[columns.Hits]);
        var time = isTraceStat && fields.Length > 2 ? fields[2] : !isTraceStat && columns.Time >= 0 ? fields[columns.Time] : null;
        var timeNs = time is null ? null : Nanoseconds(time);
        if (!FunctionNames.IsName(name))
            source.Place(line).Report(bag, Code.ProfileLine, $"{Quoted.Text(name)} is not the name of a function");
        else if (!long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > MaxHits)
            source.Place(line).Report(bag, Code.ProfileLine, FormattableString.Invariant($"hits {Quoted.Text(count)} is not a whole number up to {MaxHits:N0}"));
        else if (time is not null && (timeNs is null || (isTraceStat && (fields.Length < 4 || fields[3] != "us"))))
            source.Place(line).Report(bag, Code.FunctionTime, FormattableString.Invariant($"the time {Quoted.Text(time)} is not a number of microseconds up to {MaxTimeUs:N0}"));
        else if (functions.Count > 0 && functions.Values.First().TimeNs is null != timeNs is null)
            source.Place(line).Report(bag, Code.FunctionTime, timeNs is null ? "this function has no time, others have" : "this function has a time, others have none");
        else if (number > 0 && !functions.ContainsKey(name) && functions.Count == FunctionProfile.MaxFunctions)
            source.Place(line).Report(bag, Code.TooManyRecords, FormattableString.Invariant($"more than {FunctionProfile.MaxFunctions:N0} functions"));
        else if (number > 0)
            functions[name] = Sum(functions.GetValueOrDefault(name), (number, timeNs));
    }

    static (long Hits, long? TimeNs) Sum((long Hits, long? TimeNs) known, (long Hits, long? TimeNs) more) => (
        Math.Min(MaxHits, known.Hits + more.Hits),
        more.TimeNs is { } time ? Math.Min(MaxTimeUs * NanosecondsPerMicrosecond, (known.TimeNs ?? 0) + time) : null);

    static long? Nanoseconds(string microseconds) =>
        decimal.TryParse(microseconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var time) && time <= MaxTimeUs
            ? (long)Math.Round(time * NanosecondsPerMicrosecond) : null;

    static List<ProfiledFunction> Sorted(Dictionary<string, (long Hits, long? TimeNs)> functions) =>
    [
        .. functions.Select(function => new ProfiledFunction(function.Key, function.Value.Hits, function.Value.TimeNs))
            .OrderByDescending(function => function.Hits)
            .ThenBy(function => function.Name, StringComparer.Ordinal),
    ];
}
