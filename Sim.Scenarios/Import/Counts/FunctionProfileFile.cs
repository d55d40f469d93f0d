using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Counts;

/// <summary>A file that says which functions were called how often, and perhaps how long they took.</summary>
/// <param name="Profile">The most called function first; what is known of the same function is added up, as on several CPUs.</param>
/// <param name="Remarks">What a reader of the profile must know, a sentence each.</param>
public sealed record FunctionProfileFile(FunctionProfile Profile, IReadOnlyList<string> Remarks)
{
    const int MaxMistakes = 20;

    /// <summary>The profile in <paramref name="input"/>; null with all its mistakes in <paramref name="bag"/>.</summary>
    public static FunctionProfileFile? Read(ImportSource input, DiagnosticBag bag)
    {
        var before = bag.Count;
        var source = new LineSource(input, bag);
        var log = new CountLog(source, bag);
        var foreign = new ForeignLines();
        var formats = CountFormat.All();
        foreach (var line in source.Lines())
        {
            log.Begin(line);
            if (source.IsCut || !formats.Any(format => format.Read(line, log)))
                foreign.Add(source.Number, line);
            if (bag.Count - before >= MaxMistakes)
                return null;
        }

        foreach (var format in formats)
            format.Finish(log);
        if (bag.Count > before || KnownFormat.ReportAlone(source.Head, source.Path, "a function profile", bag))
            return null;
        if (log.Counts.Count > 0)
            return new(new(input.Name, Sorted(log.Counts)), [.. log.Remarks(), .. foreign.Remarks("function with its hits")]);
        if (!KnownFormat.Report(source.Head, source.Path, "a function profile", bag))
            bag.Add(Code.NoFunction, "the file names no function that was called", foreign.Place(source.Path), "Lines look like this: schedule,22943.", foreign.Excerpt);
        return null;
    }

    /// <summary>The profile as Sim's own CSV.</summary>
    public string Csv() => Write(Profile);

    /// <summary>A profile as Sim's own CSV.</summary>
    public static string Write(FunctionProfile profile) => profile.HasTimes
        ? "function,hits,time_us\n" + string.Concat(profile.Functions.Select(function =>
            FormattableString.Invariant($"{function.Name},{function.Hits},{function.TimeNs / (decimal)ProfileTime.NanosecondsPerMicrosecond:0.###}\n")))
        : "function,hits\n" + string.Concat(profile.Functions.Select(function => FormattableString.Invariant($"{function.Name},{function.Hits}\n")));

    static List<ProfiledFunction> Sorted(IReadOnlyDictionary<string, FunctionCount> functions) =>
    [
        .. functions.Select(function => new ProfiledFunction(function.Key, function.Value.Hits, function.Value.TimeNs))
            .OrderByDescending(function => function.Hits)
            .ThenBy(function => function.Name, StringComparer.Ordinal),
    ];
}
