using System.Globalization;
using System.Text.RegularExpressions;
using Sim.Scenarios.Import.Lines;

namespace Sim.Scenarios.Import.Counts;

/// <summary>funccount of perf-tools and bcc: <c>FUNC COUNT</c>, of older versions with an address before it; and <c>COUNT FUNC</c> as <c>uniq -c</c> writes it.</summary>
sealed partial class CountTable : CountFormat
{
    public override bool Read(string line, CountLog log)
    {
        if (Heading().IsMatch(line))
        {
            log.Section();
            return true;
        }

        var match = Row().Match(line) is { Success: true } row ? row : Counted().Match(line);
        if (!match.Success || FunctionName.Of(match.Groups["name"].Value) is not { } name
            || !long.TryParse(match.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var hits) || hits > CountLog.MaxHits)
            return false;
        log.Row(name, hits, null, mayBeCut: false);
        return true;
    }

    [GeneratedRegex(@"^\s*(ADDR\s+)?FUNC\s+COUNT\s*$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s*([0-9a-f]{8,16}\s+)?(?<name>(b'[\w.$]+'|[\w.$]+)(\s+\[[\w-]+\])?)\s+(?<count>\d+)\s*$")]
    private static partial Regex Row();

    [GeneratedRegex(@"^\s*(?<count>\d+)\s+(?<name>[A-Za-z_.$][\w.$]*(\s+\[[\w-]+\])?)\s*$")]
    private static partial Regex Counted();
}
