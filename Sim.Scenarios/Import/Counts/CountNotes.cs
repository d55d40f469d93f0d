using System.Text.RegularExpressions;

namespace Sim.Scenarios.Import.Counts;

/// <summary>What counting tools write around their counts: what they attached to, that they ended, when they printed, the total.</summary>
sealed partial class CountNotes : CountFormat
{
    public override bool Read(string line, CountLog log) => Line().IsMatch(line);

    [GeneratedRegex(@"^\s*(\^C\s*)*(Tracing\b.*|Attach(ing|ed)( to)? \d+ (probes?|functions?).*|Detaching\b.*|Ending tracing\b.*|\d\d:\d\d:\d\d.*|Functions can be:.*|[Tt]otal:?\s+\d+\s*|\d+\s+[Tt]otal\s*)?$")]
    private static partial Regex Line();
}
