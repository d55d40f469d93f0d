using System.Globalization;
using System.Text;
using Sim.Core.Diagnostics;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Calls;

/// <summary>A file with the calls that a tracer recorded.</summary>
/// <param name="Trace">At least one call.</param>
/// <param name="Remarks">What a reader of the calls must know, a sentence each.</param>
public sealed record TraceFile(CallTrace Trace, IReadOnlyList<string> Remarks)
{
    const int MaxMistakes = 20;

    /// <summary>The trace in <paramref name="input"/>; null with its mistakes in <paramref name="bag"/>.</summary>
    /// <param name="input">Text of a kernel's tracer, trace-cmd, perf or Sim.</param>
    /// <param name="cpu">The CPU whose calls are wanted; null for all.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public static TraceFile? Read(ImportSource input, int? cpu, DiagnosticBag bag)
    {
        var before = bag.Count;
        var source = new LineSource(input, bag);
        var log = new CallLog(source, bag);
        var foreign = new ForeignLines();
        var formats = CallFormat.All();
        foreach (var line in source.Lines())
        {
            log.Begin(line);
            if (source.IsCut || !formats.Any(format => format.Read(line, log)))
                foreign.Add(source.Number, line);
            if (bag.Count - before >= MaxMistakes || log.IsFull)
                break;
        }

        if (bag.Count > before)
            return null;
        var trace = log.Trace;
        if (trace.Calls.Count == 0)
            return None(source, log, foreign, bag);
        if (cpu is { } wanted && !trace.Cpus.Contains(wanted))
        {
            var known = trace.Cpus is [-1] ? "the trace does not say on which CPU its calls ran" : $"CPUs with calls: {string.Join(", ", trace.Cpus)}";
            bag.Add(Code.NoFunction, FormattableString.Invariant($"the trace has no call on CPU {wanted}"), new SourceSpan(input.Path), known + ".");
            return null;
        }

        var chosen = cpu is { } one ? trace.Of(one) : trace;
        return new TraceFile(chosen, [.. log.Notes, .. RemarksOn(chosen), .. TimeRemarks(log, chosen), .. EventRemarks(log), .. foreign.Remarks("calls")]);
    }

    /// <summary>The calls as Sim's own CSV, with a column for the CPU where there are several.</summary>
    public string Csv()
    {
        var several = Trace.Cpus.Count > 1;
        var text = new StringBuilder(several ? "time_us,function,cpu\n" : "time_us,function\n");
        foreach (var (function, time, cpu) in Trace.Calls)
        {
            text.Append(CultureInfo.InvariantCulture, $"{time:0.###},{Trace.Functions[function]}");
            if (several)
                text.Append(CultureInfo.InvariantCulture, $",{cpu}");
            text.Append('\n');
        }

        return text.ToString();
    }

    static TraceFile? None(LineSource source, CallLog log, ForeignLines foreign, DiagnosticBag bag)
    {
        const string Hint = "Lines look like this: find-439 [000] ..... 9.356015: dput <-path_put";
        var others = log.Events.Count == 0 ? "" : $": its events are {Names(log.Events)}";
        // A function event without a call has no name: trace-cmd report -R.
        if ((log.Events.Count > 0 && !log.Events.ContainsKey("function")) || !KnownFormat.Report(source.Head, source.Path, "a trace of calls", bag))
            bag.Add(Code.NoFunction, $"the file has no call of a function{others}", foreign.Place(source.Path), Hint, foreign.Excerpt);
        return null;
    }

    static IEnumerable<string> RemarksOn(CallTrace trace)
    {
        if (trace.LostEvents > 0 || trace.LostUncounted)
        {
            var number = trace.LostEvents > 0 ? FormattableString.Invariant($"{trace.LostEvents} calls{(trace.LostUncounted ? " and an unknown number of others" : "")}") : "an unknown number of calls";
            yield return $"lost events: the recording misses {number}";
        }

        if (trace.Cpus.Count > 1)
            yield return $"the file has calls of {trace.Cpus.Count} CPUs ({string.Join(", ", trace.Cpus)}): they are kept apart; sim import trace --cpu N takes one";
    }

    static IEnumerable<string> TimeRemarks(CallLog log, CallTrace trace)
    {
        if (trace.Calls.Count > 1 && trace.Calls.All(call => call.TimeUs == 0))
            yield return "the trace has no times: time_us is 0 in all calls, and only their order is known";
        if (log.Orphans is ( > 0, _) orphans)
            yield return FormattableString.Invariant($"repeats without a call of their function above them on their CPU: {orphans.Number}, the first in line {orphans.FirstLine}; when they began is not known (the recording begins later, or lost it)");
        var (number, line) = log.Backward;
        if (number > 0)
            yield return FormattableString.Invariant($"calls earlier than the call above them on their CPU: {number}, the first in line {line}; calls stay in the file's order, and their times are as they are (recordings joined, or a clock that jumps)");
    }

    static IEnumerable<string> EventRemarks(CallLog log) =>
        log.Events.Count == 0 ? [] : [FormattableString.Invariant($"events that are no calls, left out: {Names(log.Events)}")];

    static string Names(IReadOnlyDictionary<string, long> events)
    {
        const int Shown = 5;
        var names = events.OrderByDescending(pair => pair.Value).Take(Shown).Select(pair => FormattableString.Invariant($"{pair.Value} {Quoted.OneLine(pair.Key)}"));
        return string.Join(", ", names) + (events.Count > Shown ? ", ..." : "");
    }
}
