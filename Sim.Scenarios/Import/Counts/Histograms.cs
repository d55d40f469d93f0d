using System.Globalization;
using System.Text.RegularExpressions;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Counts;

/// <summary>Histograms of bcc: <c>LOW -&gt; HIGH : COUNT |***|</c>, of each function under <c>Function = NAME</c> (funclatency -F).</summary>
sealed partial class Histograms : CountFormat
{
    FunctionName? _function;
    bool _isRefused;

    public override bool Read(string line, CountLog log)
    {
        if (Heading().Match(line) is { Success: true } heading)
        {
            _function = FunctionName.Of(heading.Groups["name"].Value);
            return _function is not null;
        }

        if (Bucket().Match(line) is not { Success: true } bucket)
            return Around().IsMatch(line);
        var count = bucket.Groups["count"];
        if (_function is not { } function)
            Refuse(line, log);
        else if (!long.TryParse(count.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var hits) || hits > CountLog.MaxHits)
            log.Mistake(count, Code.ProfileLine, FormattableString.Invariant($"hits {Quoted.Text(count.Value)} is not a whole number up to {CountLog.MaxHits:N0}"));
        else
            log.Row(function, hits, null, mayBeCut: false);
        return true;
    }

    void Refuse(string line, CountLog log)
    {
        if (!_isRefused)
            log.Mistake(1, line.Length, Code.OtherFormat, "this is a histogram that names no function", "funclatency -F prints one for each function. " + KnownFormat.ToCount);
        _isRefused = true;
    }

    [GeneratedRegex(@"^Function = (?<name>.*?)(\s+\[\d+\])?\s*$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s*\d+ -> \d+\s+: (?<count>\d+)\s+\|")]
    private static partial Regex Bucket();

    [GeneratedRegex(@"^\s+\w+\s+: count\s+distribution\s*$|^avg = \d+ \w+, total: ")]
    private static partial Regex Around();
}
