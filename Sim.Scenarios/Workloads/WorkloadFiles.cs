using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Files;
using Sim.Scenarios.Import.Calls;
using Sim.Scenarios.Import.Counts;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Workloads;

/// <summary>The profiles and tracers that a scenario names, each read once: all of its cells share it.</summary>
/// <param name="folder">The scenario's, from which paths start.</param>
sealed class WorkloadFiles(string folder)
{
    readonly SortedDictionary<string, ReadOnce<FunctionProfile>> _profiles = new(StringComparer.Ordinal);

    readonly SortedDictionary<string, ReadOnce<RecordedCalls>> _traces = new(StringComparer.Ordinal);

    /// <summary>Tracer bodies of the user's own.</summary>
    public OwnTracers Tracers { get; } = new(folder);

    readonly List<string> _remarks = [];

    /// <summary>What a reader of the results must know of the files, a sentence each: lost calls, names that were cut, lines left out.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>What was read, for a scenario's hash.</summary>
    public IEnumerable<string> Texts =>
    [
        .. _profiles.Values.Select(file => file.Value).OfType<FunctionProfile>().Select(FunctionProfileFile.Write),
        .. _traces.Values.Select(file => file.Value).OfType<RecordedCalls>()
            .Select(trace => FunctionProfileFile.Write(trace.Profile) + string.Join(',', trace.Calls)),
        .. Tracers.Texts,
    ];

    /// <summary>The recorded trace that <paramref name="node"/> names, with the profile of its calls; null after a diagnostic.</summary>
    public RecordedCalls? Trace(Node node, DiagnosticBag bag) => Read(node, "trace", _traces, bag, (path, text, mistakes) =>
    {
        var trace = TraceFile.Read(ImportSource.File(path), null, mistakes);
        _remarks.AddRange(trace?.Remarks.Select(remark => $"{text}: {remark}") ?? []);
        return trace is null ? null : InOrderOfHits(trace.Trace, Path.GetFileNameWithoutExtension(path));
    });

    /// <summary>The profile that <paramref name="node"/> names; null after a diagnostic.</summary>
    public FunctionProfile? Profile(Node node, DiagnosticBag bag) => Read(node, "profile", _profiles, bag, (path, text, mistakes) =>
    {
        var file = FunctionProfileFile.Read(ImportSource.File(path), mistakes);
        _remarks.AddRange(file?.Remarks.Select(remark => $"{text}: {remark}") ?? []);
        return file?.Profile;
    });

    // Each point of a sweep gets the mistakes of a file again: whoever collects them shows each once.
    T? Read<T>(Node node, string what, SortedDictionary<string, ReadOnce<T>> known, DiagnosticBag bag, Func<string, string, DiagnosticBag, T?> read)
        where T : class
    {
        if (new ValueReader(bag).Text(node, what) is not { } text)
            return null;
        var path = Path.Combine(Override.FolderOf(node, folder), text);
        if (!known.TryGetValue(path, out var file))
        {
            var mistakes = new DiagnosticBag();
            known.Add(path, file = new(read(path, text, mistakes), mistakes));
        }

        NamedFile.Report(node, text, path, file.Mistakes, bag);
        return file.Value;
    }

    // A profile has the most called function first; calls are numbered by it.
    static RecordedCalls InOrderOfHits(CallTrace trace, string name)
    {
        var hits = new long[trace.Functions.Count];
        foreach (var call in trace.Calls)
            hits[call.Function]++;
        int[] order = [.. Enumerable.Range(0, hits.Length).OrderByDescending(function => hits[function])];
        var rank = new int[hits.Length];
        for (var i = 0; i < order.Length; i++)
            rank[order[i]] = i;
        return new(
            new FunctionProfile(name, [.. order.Select(function => new ProfiledFunction(trace.Functions[function], hits[function]))]),
            [.. trace.ByCpu.Select(call => rank[call.Function])]);
    }

    sealed record ReadOnce<T>(T? Value, DiagnosticBag Mistakes);
}

/// <summary>A recorded trace.</summary>
/// <param name="Profile">How often each function is called in it.</param>
/// <param name="Calls">Its calls in order, as indices into the profile.</param>
sealed record RecordedCalls(FunctionProfile Profile, IReadOnlyList<int> Calls);
