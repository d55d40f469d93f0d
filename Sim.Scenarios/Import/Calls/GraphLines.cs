using System.Globalization;
using System.Text.RegularExpressions;

namespace Sim.Scenarios.Import.Calls;

/// <summary>Lines of the tracer <c>function_graph</c>: <c>TIME | CPU) TASK-PID | FLAGS | DURATION us | FUNCTION() {</c>, of which options leave out all but the function.</summary>
/// <remarks>Without absolute times a call begins when what was called before it is done: the sum of the durations so far.</remarks>
sealed partial class GraphLines : CallFormat
{
    // Deeper than the kernel's shadow stack.
    const int MaxDepth = 1000;

    readonly Dictionary<int, (double NowUs, Stack<double> Entries)> _clocks = [];

    public override bool Read(string line, CallLog log)
    {
        if (Line().Match(line) is not { Success: true } match)
            return Marker().IsMatch(line);

        var code = match.Groups["code"].Value;
        var function = Function().Match(code);
        var hasPrefix = match.Groups["cpu"].Success || match.Groups["bar"].Success;
        if (!function.Success && !code.StartsWith('}') && !(hasPrefix && code.StartsWith("/*", StringComparison.Ordinal)))
            return Marker().IsMatch(line);
        var cpu = int.TryParse(match.Groups["cpu"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        var duration = Microseconds(match.Groups["duration"]);
        var clock = _clocks.GetValueOrDefault(cpu, (0, new Stack<double>()));
        if (match.Groups["duration"].Success && !match.Groups["time"].Success)
            log.Note("the graph has no absolute times (option funcgraph-abstime): times are the sums of its durations, without what passed between calls");
        if (function.Success)
        {
            log.Call(function.Groups["name"].ValueSpan, match.Groups["time"].Success ? Microseconds(match.Groups["time"]) * 1e6 : clock.NowUs, cpu);
            if (function.Groups["end"].ValueSpan is ";")
                clock.NowUs += duration;
            else if (clock.Entries.Count < MaxDepth)
                clock.Entries.Push(clock.NowUs);
        }
        else if (code.StartsWith('}') && clock.Entries.TryPop(out var entry))
        {
            clock.NowUs = Math.Max(clock.NowUs, entry + duration);
        }

        _clocks[cpu] = clock;
        return true;
    }

    static double Microseconds(Group text) =>
        double.TryParse(text.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var time) && time < 1e15 ? time : 0;

    /// <summary>The function that is entered: <c>f() {</c>, or called without a traced call in it: <c>f();</c>.</summary>
    [GeneratedRegex(@"(?<=^|\||\s)(?<name>[A-Za-z_.$][\w.$]*|0x[0-9a-f]+)(\+0x[0-9a-f]+(/0x[0-9a-f]+)?)?(\s+\[[\w-]+\])?(\s+<[0-9a-f]+>)?\s?\(.*?\)\s*(?<end>;|\{)\s*(/\*.*)?$")]
    internal static partial Regex Function();

    [GeneratedRegex(@"^\s*((?<time>\d+\.\d+)\s+\|\s*)?(\d+ us\s*\|\s*)?((?<cpu>\d+)\)\s*)?([^|]*?-\d+\s*\|\s*)?([dXbDB.][^\s|]{2,6}\s*\|\s*)?([$@*#!+]?\s*((?<duration>\d+(\.\d+)?)\s+us)?\s*(?<bar>\|))?\s*(?<code>([A-Za-z_.$0}].*|/\*.*|-+))$")]
    private static partial Regex Line();

    //  0)  worker-71  =>  other-72, and where an interrupt begins and ends
    [GeneratedRegex(@"^\s*(\d+\)\s+)?\S.*-\d+\s+=>\s+\S.*-\d+\s*$|[=]{10}> \||<={10} \|")]
    private static partial Regex Marker();
}
