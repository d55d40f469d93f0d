using System.Globalization;
using System.Text.RegularExpressions;

namespace Sim.Scenarios.Import.Calls;

/// <summary>
/// Lines of <c>trace</c>, <c>trace_pipe</c> and <c>trace-cmd report</c>: <c>TASK-PID (TGID) [CPU] FLAGS TIME: TEXT</c>, with or without thread group and flags.
/// </summary>
/// <remarks>Tasks may have blanks in their names. A clock that does not count nanoseconds is shown as a whole number.</remarks>
sealed partial class FtraceLines : CallFormat
{
    public override bool Read(string line, CallLog log)
    {
        if (Line().Match(line) is not { Success: true } match)
            return false;
        if (!int.TryParse(match.Groups["cpu"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var cpu)
            || !double.TryParse(match.Groups["time"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var time) || time >= 1e18)
            return false;

        var isSeconds = match.Groups["time"].ValueSpan.Contains('.');
        if (!isSeconds)
            log.Note("the trace's clock does not count time: what is given as time_us are its ticks, good for the order only");
        return EventText.Read(match.Groups["text"].Value, isSeconds ? time * 1e6 : time, cpu, log);
    }

    [GeneratedRegex(@"^\s*(\S+:\s+)??\S.*?-\d+\s+(\(\s*[\d-]+\)\s+)?\[(?<cpu>\d+)\]\s+(?:(?<flags>[^\s:]{3,8})\s+)?(?<time>\d+(\.\d+)?):\s*(?<text>.*)$")]
    private static partial Regex Line();
}
