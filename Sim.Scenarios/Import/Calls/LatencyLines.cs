using System.Globalization;
using System.Text.RegularExpressions;

namespace Sim.Scenarios.Import.Calls;

/// <summary>Lines under the option <c>latency-format</c>, as the latency tracers (irqsoff, preemptoff, wakeup) write them: <c>TASK-PID CPU FLAGS TIMEus: TEXT</c>.</summary>
/// <remarks>
/// The mark after the time says how long the next line took to come. Under <c>verbose</c> the flags are numbers and the time has milliseconds;
/// <c>trace-cmd report -l</c> has seconds.
/// </remarks>
sealed partial class LatencyLines : CallFormat
{
    public override bool Read(string line, CallLog log)
    {
        var match = Line().Match(line) is { Success: true } plain ? plain : Verbose().Match(line);
        if (!match.Success
            || !int.TryParse(match.Groups["cpu"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var cpu)
            || !double.TryParse(match.Groups["time"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var time) || time >= 1e15)
            return false;
        var unit = match.Groups["unit"].Value switch { "us" => 1, "ms" => 1e3, _ => 1e6 };
        return EventText.Read(match.Groups["text"].Value, time * unit, cpu, log);
    }

    [GeneratedRegex(@"^\s*\S.*?-\d+\s+(?<cpu>\d+)[dXbDB.][^\s:|]{2,6}\s+(?:(?<time>\d+)(?<unit>us)\s?[ $@*#!+]?|(?<time>\d+\.\d+)):\s*(?<text>.*)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^\s*\S.*?\s+\d+\s+(?<cpu>\d+)\s+\d+\s+[0-9a-f]{8}(\s+[0-9a-f]{8})?\s+\[[0-9a-f]+\]\s+(?<time>\d+\.\d+)(?<unit>ms)\s+\(\+\d+\.\d+ms\):\s*(?<text>.*)$")]
    private static partial Regex Verbose();
}
