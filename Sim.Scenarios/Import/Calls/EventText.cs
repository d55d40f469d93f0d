using System.Globalization;
using System.Text.RegularExpressions;

namespace Sim.Scenarios.Import.Calls;

/// <summary>What tracers write after the time: a call, or another event.</summary>
/// <remarks>
/// A call is <c>FUNCTION(ARGUMENTS) &lt;-PARENT (repeats: N, last_ts: TIME)</c>; all but the function depends on options. Offset, module and address
/// may follow a name. trace-cmd and perf write <c>function:</c> before it and <c>&lt;--</c> before the parent. Other events begin with their name and a colon.
/// </remarks>
static partial class EventText
{
    /// <summary>Puts the event into <paramref name="log"/>; false if it is broken.</summary>
    public static bool Read(string text, double timeUs, int cpu, CallLog log)
    {
        if (GraphEvent().Match(text) is { Success: true } graph)
        {
            if (!graph.Groups["entry"].Success)
                return true;
            if (GraphLines.Function().Match(text, graph.Length) is not { Success: true } entry)
                return false;
            log.Call(entry.Groups["name"].ValueSpan, timeUs, cpu);
            return true;
        }

        if (Call().Match(text) is not { Success: true } call || IsSystemCall(call))
        {
            if (!text.StartsWith('<'))
                log.Event(OtherEvent().Match(text) is { Success: true } other ? other.Groups["name"].Value : "other");
            return true;
        }

        var name = call.Groups["name"].ValueSpan;
        if (!Repeated().IsMatch(text))
            log.Call(name, timeUs, cpu);
        else if (long.TryParse(call.Groups["repeats"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var repeats))
            log.Repeats(name, repeats, LastTime(call.Groups["last"].ValueSpan) ?? timeUs, cpu);
        else
            return false;
        return true;
    }

    static double? LastTime(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var time) ? (text.Contains('.') ? time * 1e6 : time) : null;

    // sys_openat(dfd: ffffff9c, flags: 0) of the syscall events; arguments of functions have '='.
    static bool IsSystemCall(Match call) =>
        !call.Groups["parent"].Success && call.Groups["arguments"].Success && call.Groups["arguments"].ValueSpan.Contains(": ", StringComparison.Ordinal);

    [GeneratedRegex(@"^(ftrace:)?(function:\s*)?(?<name>[A-Za-z_.$][\w.$]*|0x[0-9a-f]+)(\+0x[0-9a-f]+(/0x[0-9a-f]+)?)?(\s+\[[\w-]+\])?(\s+<[0-9a-f]+>)?(?<arguments>\(.*\))?(?<parent>\s+<--?\s*\S.*?)?(\s+\([^()=]*\))??(\s+\(repeats:\s*(?<repeats>\d+),\s*last_ts:\s*(?<last>\d+(\.\d+)?)\))?\s*$")]
    private static partial Regex Call();

    [GeneratedRegex(@"\(repeats:[^()]*\)\s*$")]
    private static partial Regex Repeated();

    [GeneratedRegex(@"^(?:funcgraph_(?<entry>entry)|funcgraph_exit):")]
    private static partial Regex GraphEvent();

    [GeneratedRegex(@"^(?<name>[\w.-]+):")]
    private static partial Regex OtherEvent();
}
