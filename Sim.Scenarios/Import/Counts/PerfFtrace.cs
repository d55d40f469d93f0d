using System.Globalization;
using System.Text.RegularExpressions;
using Sim.Scenarios.Import.Lines;

namespace Sim.Scenarios.Import.Counts;

/// <summary><c>perf ftrace profile</c>: <c>TOTAL AVERAGE MAXIMUM COUNT FUNCTION</c> in microseconds, under a heading that is a comment.</summary>
sealed partial class PerfFtrace : CountFormat
{
    public override bool Read(string line, CountLog log)
    {
        if (Row().Match(line) is not { Success: true } match || FunctionName.Of(match.Groups["name"].Value) is not { } name
            || ProfileTime.Nanoseconds(match.Groups["total"].Value) is not { } timeNs
            || !long.TryParse(match.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var hits) || hits > CountLog.MaxHits)
            return false;
        log.Row(name, hits, timeNs, mayBeCut: false);
        return true;
    }

    [GeneratedRegex(@"^\s*(?<total>\d+\.\d+)\s+\d+\.\d+\s+\d+\.\d+\s+(?<count>\d+)\s+(?<name>[A-Za-z_.$][\w.$]*(\s+\[[\w-]+\])?)\s*$")]
    private static partial Regex Row();
}
