using System.Globalization;
using System.Text.RegularExpressions;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel;
using Sim.Core.Runs;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import;

/// <summary>Reads the runs of the ftrace-ops sample from a kernel log.</summary>
/// <remarks>Lines are known by their texts: what is before them (time, host, level) and between them is not looked at.</remarks>
sealed partial class FtraceOpsReader(TextFile file, DiagnosticBag bag)
{
    readonly List<LogRun> _runs = [];
    readonly List<string> _releases = [];
    readonly List<int> _unfinished = [];
    readonly List<Diagnostic> _mistakes = [];
    readonly List<string> _leftOut = [];
    DiagnosticBag _ofRun = [];
    LogRun? _pending;
    bool _hasRelevant;
    bool _hasIrrelevant;

    public FtraceOpsLog? Read()
    {
        for (var number = 1; number <= file.Lines.Count; number++)
            ReadLine(number, file.Lines[number - 1]);
        Abandon();
        // Runs that cannot be used are left out where there are others.
        if (_runs.Count == 0 && _mistakes.Count > 0)
        {
            _mistakes.ForEach(bag.Add);
            return null;
        }

        if (_runs.Count == 0)
        {
            const string Hint = "Each run has a line 'ftrace_ops: registering:' and one like 'Attempted 100000 calls to tracee_relevant in 800064ns'.";
            if (_unfinished.Count > 0)
                file.Line(_unfinished[0]).Report(bag, Code.NoRun, "the log has no whole run of the ftrace-ops sample: of the one here it has a part", Hint);
            else if (!KnownFormat.Report([.. file.Lines.Take(200)], file.Path, "a log of the kernel's ftrace-ops sample", bag))
                bag.Add(Code.NoRun, "the log has no run of the ftrace-ops sample", new SourceSpan(file.Path), Hint);
            return null;
        }

        return new FtraceOpsLog(file.Path, _runs, _releases, _unfinished, _leftOut);
    }

    void ReadLine(int number, string line)
    {
        if (Result().Match(line) is { Success: true } result)
            Finish(number, result);
        else if (line.Contains("ftrace_ops: registering:", StringComparison.Ordinal))
            Begin(number);
        else if (Banner().Match(line) is { Success: true } banner && !_releases.Contains(banner.Groups[1].Value))
            _releases.Add(banner.Groups[1].Value);
        else if (_pending is not null)
            ReadDetail(number, line, _pending);
    }

    void Begin(int number)
    {
        Abandon();
        _ofRun = [];
        _pending = new LogRun(number, 0, 0, "", OpsFlags.None, 0, 0);
        _hasRelevant = _hasIrrelevant = false;
    }

    void Abandon()
    {
        if (_pending is { } pending)
            _unfinished.Add(pending.Line);
        _pending = null;
        _mistakes.AddRange(_ofRun);
        _ofRun = [];
    }

    void ReadDetail(int number, string line, LogRun pending)
    {
        if (Ops().Match(line) is { Success: true } ops)
        {
            var tracers = (int)Number(number, ops.Groups["count"], 0, CellSpec.MaxTracers);
            var irrelevant = ops.Groups["other"].Success;
            _pending = irrelevant ? pending with { Irrelevant = tracers } : pending with { Relevant = tracers };
            _hasIrrelevant |= irrelevant;
            _hasRelevant |= !irrelevant;
        }
        else if (Tracer().Match(line) is { Success: true } tracer && pending.Tracer.Length == 0)
        {
            // The sample prints the relevant ops' tracer first; that of the irrelevant ones is never called.
            _pending = pending with { Tracer = TracerOf(number, tracer.Groups["name"]) };
        }
        else if (Flag().Match(line) is { Success: true } flag)
        {
            SetFlag(number, flag.Groups["name"], pending);
        }
    }

    void SetFlag(int number, Group flag, LogRun pending)
    {
        var set = Flags[flag.Value];
        if (pending.Flags != OpsFlags.None)
        {
            var message = $"{Quoted.Text(flag.Value)} besides '{OpsFlagNames.Of(pending.Flags)}': a row of a measurement file has one flag";
            At(number, flag).Report(_ofRun, Code.FlagsOfRun, message);
        }

        _pending = pending with { Flags = pending.Flags | set };
    }

    void Finish(int number, Match result)
    {
        var pending = _pending;
        _pending = null;
        if (pending is null || !_hasRelevant || !_hasIrrelevant || pending.Tracer.Length == 0)
        {
            _unfinished.Add(number);
            return;
        }

        var run = pending with
        {
            Line = number,
            Calls = Number(number, result.Groups["calls"], 1, CellSpec.MaxCalls),
            TotalNs = Number(number, result.Groups["total"], 1, long.MaxValue),
        };
        if (_ofRun.Count == 0)
            _runs.Add(run);
        else
            _leftOut.Add(FormattableString.Invariant($"line {number}: {_ofRun.First().Message}"));
        _mistakes.AddRange(_ofRun);
        _ofRun = [];
    }

    string TracerOf(int number, Group name)
    {
        if (Tracers.TryGetValue(name.Value, out var tracer))
            return tracer;
        At(number, name).Report(_ofRun, Code.UnknownName, $"unknown tracer function {Quoted.Text(name.Value)}", NearestName.Hint(name.Value, Tracers.Keys));
        return name.Value;
    }

    long Number(int number, Group text, long low, long high)
    {
        if (long.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high)
            return value;
        var range = FormattableString.Invariant($"{low:N0} to {high:N0}");
        At(number, text).Report(_ofRun, Code.NumberOfRun, $"{Quoted.Text(text.Value)} is not a whole number from {range}");
        return low;
    }

    Place At(int number, Group text) => file.Span(number, text.Index + 1, text.Length);

    static readonly Dictionary<string, string> Tracers = new() { ["ops_func_nop"] = "nop", ["ops_func_count"] = "count" };

    static readonly Dictionary<string, OpsFlags> Flags = new()
    {
        ["saving registers"] = OpsFlags.SaveRegs,
        ["assist recursion"] = OpsFlags.Recursion,
        ["assist RCU"] = OpsFlags.Rcu,
    };

    [GeneratedRegex(@"\b(?<other>ir)?relevant ops: (?<count>[0-9]+)")]
    internal static partial Regex Ops();

    [GeneratedRegex(@"\btracer: (?<name>\w+)")]
    internal static partial Regex Tracer();

    [GeneratedRegex(@"\b(?<name>saving registers|assist recursion|assist RCU): YES\b")]
    internal static partial Regex Flag();

    [GeneratedRegex(@"\bAttempted (?<calls>[0-9]+) calls to \S+( \[\w+\])? in (?<total>[0-9]+)ns\b")]
    internal static partial Regex Result();

    [GeneratedRegex(@"\bLinux version (\S{1,64})")]
    internal static partial Regex Banner();
}
