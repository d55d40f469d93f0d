using System.Globalization;
using System.Text.RegularExpressions;

namespace Sim.Scenarios.Import.Calls;

/// <summary>Lines that all tracers write between the calls: comments, headings, losses.</summary>
/// <source key="debian-linux-image">kernel/trace/trace.c: <c>[LOST EVENTS]</c> where the number is not known.</source>
sealed partial class TraceNotes : CallFormat
{
    public override bool Read(string line, CallLog log)
    {
        if (Losses().Match(line) is { Success: true } lost)
        {
            var number = lost.Groups["number"];
            log.Lost(long.TryParse(number.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var events) ? events : null);
            return true;
        }

        var text = line.AsSpan().Trim();
        return text.IsEmpty || text[0] == '#' || Headings().IsMatch(line);
    }

    [GeneratedRegex(@"^\s*CPU:\s*\d+\s+\[(LOST(\s+(?<number>\d+))?\s+EVENTS|((?<number>\d+)\s+)?EVENTS\s+DROPPED)\]|PERF_RECORD_LOST(_SAMPLES)?\b.*?\blost (?<number>\d+)")]
    private static partial Regex Losses();

    [GeneratedRegex(@"^(CPU \d+ is empty|cpus=\d+|version = \d+|trace-cmd version.*|\s*-{10,}\s*)$")]
    private static partial Regex Headings();
}
