using System.Text.RegularExpressions;

namespace Sim.Scenarios.Import.Counts;

/// <summary>What counting tools write around their counts: what they attached to, that they ended, when they printed.</summary>
sealed partial class CountNotes : CountFormat
{
    public override bool Read(string line, CountLog log) => Line().IsMatch(line);

    [GeneratedRegex(@"^\s*(\^C\s*)*(Tracing\b.*|Attach(ing|ed)( to)? \d+ (probes?|functions?).*|Detaching\b.*|Ending tracing\b.*|\d\d:\d\d:\d\d.*|Functions can be:.*)?$")]
    private static partial Regex Line();
}
