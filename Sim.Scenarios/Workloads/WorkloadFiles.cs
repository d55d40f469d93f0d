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
    readonly SortedDictionary<string, FunctionProfile?> _profiles = new(StringComparer.Ordinal);

    readonly SortedDictionary<string, (FunctionProfile Profile, IReadOnlyList<int> Calls)?> _traces = new(StringComparer.Ordinal);

    /// <summary>Tracer bodies of the user's own.</summary>
    public OwnTracers Tracers { get; } = new(folder);

    readonly List<string> _remarks = [];

    /// <summary>What a reader of the results must know of the files, a sentence each: lost calls, names that were cut, lines left out.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>What was read, for a scenario's hash.</summary>
    public IEnumerable<string> Texts =>
    [
        .. _profiles.Values.OfType<FunctionProfile>().Select(FunctionProfileFile.Write),
        .. _traces.Values.OfType<(FunctionProfile Profile, IReadOnlyList<int> Calls)>()
            .Select(trace => FunctionProfileFile.Write(trace.Profile) + string.Join(',', trace.Calls)),
        .. Tracers.Texts,
    ];

    /// <summary>The recorded trace that <paramref name="node"/> names, with the profile of its calls; null after a diagnostic, as below.</summary>
    public (FunctionProfile Profile, IReadOnlyList<int> Calls)? Trace(Node node, DiagnosticBag bag)
    {
        if (new ValueReader(bag).Text(node, "trace") is not { } text)
            return null;
        if (_traces.TryGetValue(text, out var known))
            return known;
        var path = Path.Combine(Override.FolderOf(node, folder), text);
        if (!File.Exists(path))
            node.Place.Report(bag, Code.Unreadable, $"there is no file {Quoted.Text(text)}", $"Looked for {path}.");
        var trace = File.Exists(path) ? TraceFile.Read(ImportSource.File(path), null, bag) : null;
        _remarks.AddRange(trace?.Remarks.Select(remark => $"{text}: {remark}") ?? []);
        return _traces[text] = trace is null ? null : InOrderOfHits(trace.Trace, Path.GetFileNameWithoutExtension(path));
    }

    // A profile has the most called function first; calls are numbered by it.
    static (FunctionProfile, IReadOnlyList<int>) InOrderOfHits(CallTrace trace, string name)
    {
        var hits = new long[trace.Functions.Count];
        foreach (var call in trace.Calls)
            hits[call.Function]++;
        int[] order = [.. Enumerable.Range(0, hits.Length).OrderByDescending(function => hits[function])];
        var rank = new int[hits.Length];
        for (var i = 0; i < order.Length; i++)
            rank[order[i]] = i;
        return (
            new FunctionProfile(name, [.. order.Select(function => new ProfiledFunction(trace.Functions[function], hits[function]))]),
            [.. trace.ByCpu.Select(call => rank[call.Function])]);
    }

    /// <summary>The profile that <paramref name="node"/> names; null after a diagnostic, which the first of equal requests gets.</summary>
    public FunctionProfile? Profile(Node node, DiagnosticBag bag)
    {
        if (new ValueReader(bag).Text(node, "profile") is not { } text)
            return null;
        if (_profiles.TryGetValue(text, out var known))
            return known;
        var path = Path.Combine(Override.FolderOf(node, folder), text);
        if (!File.Exists(path))
            node.Place.Report(bag, Code.Unreadable, $"there is no file {Quoted.Text(text)}", $"Looked for {path}.");
        var file = File.Exists(path) ? FunctionProfileFile.Read(ImportSource.File(path), bag) : null;
        _remarks.AddRange(file?.Remarks.Select(remark => $"{text}: {remark}") ?? []);
        return _profiles[text] = file?.Profile;
    }
}
