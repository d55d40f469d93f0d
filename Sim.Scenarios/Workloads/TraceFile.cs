using System.Globalization;
using System.Text;
using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Workloads;

/// <summary>Reads what <c>trace</c> shows under the tracer <c>function</c>.</summary>
/// <remarks>
/// A line is <c>TASK-PID [CPU] FLAGS TIME: FUNCTION &lt;-PARENT</c>. Tasks may have blanks in their names, so that a line is read from the end of its time on.
/// Comments and the kernel's notes of lost events are no calls.
/// </remarks>
public static class TraceFile
{
    const int MaxMistakes = 20;
    const string ParentMark = " <-";

    /// <summary>The trace at <paramref name="path"/>; null with its mistakes in <paramref name="bag"/>.</summary>
    public static CallTrace? Read(string path, DiagnosticBag bag)
    {
        var before = bag.Count;
        var (names, functions, calls) = (new Dictionary<string, int>(), new List<string>(), new List<(int, double)>());
        var lost = 0L;
        var source = new LineSource(path, bag);
        foreach (var line in source.Lines())
        {
            if (LostIn(line) is { } number)
                lost += number;
            else if (!IsNoCall(line))
                Add(line);
            if (bag.Count - before >= MaxMistakes || calls.Count > CallTrace.MaxCalls)
                break;
        }

        if (calls.Count > CallTrace.MaxCalls)
            source.Place("").Report(bag, Code.TooManyRecords, FormattableString.Invariant($"more than {CallTrace.MaxCalls:N0} calls"), "Record a shorter time.");
        if (bag.Count == before && calls.Count == 0)
            bag.Add(Code.NoFunction, "the file has no call of a function", new SourceSpan(path), "Lines look like this: find-439 [000] ..... 9.356015: dput <-path_put");
        return bag.Count == before ? new CallTrace(functions, calls, lost) : null;

        void Add(string line)
        {
            if (Parse(line) is not { } call)
            {
                source.Place(line).Report(bag, Code.TraceLine, $"no call of a function with its time: {Quoted.Text(line.Trim())}");
                return;
            }

            if (!names.TryGetValue(call.Function, out var index))
            {
                if (names.Count == FunctionProfile.MaxFunctions)
                {
                    source.Place(line).Report(bag, Code.TooManyRecords, FormattableString.Invariant($"more than {FunctionProfile.MaxFunctions:N0} functions"));
                    return;
                }

                names.Add(call.Function, index = functions.Count);
                functions.Add(call.Function);
            }

            calls.Add((index, call.TimeUs));
        }
    }

    /// <summary>A trace as Sim's own CSV.</summary>
    public static string Write(CallTrace trace)
    {
        var text = new StringBuilder("time_us,function\n");
        foreach (var (function, time) in trace.Calls)
            text.Append(CultureInfo.InvariantCulture, $"{time:0.###},{trace.Functions[function]}\n");
        return text.ToString();
    }

    // Sim's own form, or the kernel's.
    static (string Function, double TimeUs)? Parse(string line)
    {
        if (line.Split(',') is [var time, var function])
            return FunctionNames.IsName(function) && Microseconds(time) is { } us ? (function, us) : null;

        var mark = line.LastIndexOf(ParentMark, StringComparison.Ordinal);
        var colon = line.LastIndexOf(": ", mark < 0 ? line.Length - 1 : mark, StringComparison.Ordinal);
        if (colon <= 0)
            return null;
        var name = line.AsSpan(colon + 2, (mark < 0 ? line.Length : mark) - colon - 2).Trim();
        var before = line.AsSpan(0, colon);
        var seconds = before[(before.LastIndexOf(' ') + 1)..];
        return FunctionNames.IsName(name) && before.Contains('[') && Seconds(seconds) is { } at ? (name.ToString(), at * 1e6) : null;
    }

    static bool IsNoCall(string line) =>
        string.IsNullOrWhiteSpace(line) || line.AsSpan().TrimStart()[0] == '#' || line.Trim() == "time_us,function"
        || line.StartsWith("##### CPU", StringComparison.Ordinal);

    // CPU:0 [LOST 123 EVENTS]
    static long? LostIn(string line)
    {
        const string Mark = "[LOST ", End = " EVENTS]";
        var start = line.IndexOf(Mark, StringComparison.Ordinal);
        return start >= 0 && line.IndexOf(End, start, StringComparison.Ordinal) is var end and >= 0
            && long.TryParse(line.AsSpan(start + Mark.Length, end - start - Mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;
    }

    static double? Seconds(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e9 ? seconds : null;

    static double? Microseconds(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var time) && time < 1e15 ? time : null;
}
