using System.Globalization;
using System.Text.RegularExpressions;

namespace Sim.Scenarios.Import.Calls;

/// <summary>Lines of <c>perf script</c>: <c>TASK PID [CPU] TIME: PERIOD EVENT: TEXT</c>; the CPU and the period may be missing.</summary>
/// <remarks>Function events are those of <c>ftrace:function</c>. Without a text the function is the first one of the stack below.</remarks>
sealed partial class PerfScriptLines : CallFormat
{
    public override bool Read(string line, CallLog log)
    {
        if (Line().Match(line) is not { Success: true } match)
            return false;
        var cpu = -1;
        if (!double.TryParse(match.Groups["time"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var time) || time >= 1e9
            || (match.Groups["cpu"].Success && !int.TryParse(match.Groups["cpu"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out cpu)))
            return false;

        log.Pending = null;
        if (match.Groups["event"].Value != "ftrace:function")
            log.Event(match.Groups["event"].Value);
        else if (match.Groups["text"].Length == 0 || Address().IsMatch(match.Groups["text"].ValueSpan))
            log.Pending = (time * 1e6, cpu);
        else if (Symbol().Match(match.Groups["text"].Value) is { Success: true } symbol)
            log.Call(symbol.Groups["name"].ValueSpan, time * 1e6, cpu);
        else
            return EventText.Read("function: " + match.Groups["text"].Value, time * 1e6, cpu, log);
        return true;
    }

    [GeneratedRegex(@"^\s*\S.*?\s+-?\d+(/-?\d+)?\s+(\[(?<cpu>\d+)\]\s+)?([^\s:\[\]]{4,6}\s+)?(?<time>\d+\.\d+):\s+(\d+\s+)?(?<event>[\w.-]+:[\w.-]+):\s*(?<text>.*?)\s*$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^(0x)?[0-9a-f]{8,16}$")]
    private static partial Regex Address();

    // ffff800080123456 step_one+0x0 ([kernel.kallsyms])
    [GeneratedRegex(@"^(0x)?[0-9a-f]{8,16}\s+(?<name>[A-Za-z_.$][\w.$]*)")]
    private static partial Regex Symbol();
}
