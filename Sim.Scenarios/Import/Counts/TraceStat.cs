using System.Globalization;
using System.Text.RegularExpressions;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Counts;

/// <summary><c>trace_stat/function*</c> of the kernel's function profiler: <c>FUNCTION HITS TIME us AVERAGE us VARIANCE us</c>, of each CPU under a heading.</summary>
/// <remarks>
/// People join the files of several CPUs with cat, head, tail, grep or a loop that prints the CPU: each separator begins another CPU.
/// The times are there on kernels whose profiler measures them.
/// </remarks>
/// <source key="debian-linux-image">kernel/trace/ftrace.c, function_stat_show: <c>%-30.30s  %10lu</c>.</source>
sealed partial class TraceStat : CountFormat
{
    string _file = "";

    public override bool Read(string line, CountLog log)
    {
        var row = line;
        var prefix = Prefix().Match(line);
        if (prefix.Success)
        {
            if (_file != prefix.Groups["file"].Value)
                log.Section();
            _file = prefix.Groups["file"].Value;
            row = prefix.Groups["row"].Value;
        }

        if (Heading().IsMatch(row) || Separator().IsMatch(row))
        {
            // Under a prefix the file says where a CPU begins.
            if (!prefix.Success)
                log.Section();
            return true;
        }

        if (Rule().IsMatch(row) || row.Length == 0)
            return true;
        if (Row().Match(row) is not { Success: true } match || FunctionName.Of(match.Groups["name"].Value) is not { } name)
            return false;
        var (hits, time, before) = (match.Groups["hits"], match.Groups["time"], prefix.Groups["row"].Index);
        var timeNs = time.Success ? ProfileTime.Nanoseconds(time.Value) : null;
        if (!long.TryParse(hits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > CountLog.MaxHits)
            log.Mistake(hits, Code.ProfileLine, FormattableString.Invariant($"hits {Quoted.Text(hits.Value)} is not a whole number up to {CountLog.MaxHits:N0}"), before: before);
        else if (time.Success && timeNs is not null && !match.Groups["unit"].Success)
            log.Mistake(time, Code.FunctionTime, $"the time {Quoted.Text(time.Value)} has no unit, us", "In kprobe_profile, which counts probes and not functions, it is how often the probe was missed.", before);
        else if (time.Success && timeNs is null)
            log.Mistake(time, Code.FunctionTime, FormattableString.Invariant($"the time {Quoted.Text(time.Value)} is not a number of microseconds up to {ProfileTime.MaxUs:N0}"), before: before);
        else
            log.Row(name, number, timeNs, mayBeCut: true);
        return true;
    }

    // grep writes : before a line that matches, - before one of its context.
    [GeneratedRegex(@"^(?<file>\S*function\d+)(:|-(?=\s))(?<row>.*)$")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"^\s*Function\s+Hit\b")]
    private static partial Regex Heading();

    // ==> trace_stat/function0 <==, core: 0, --- CPU 1 ---, function1:
    [GeneratedRegex(@"^\s*(==> .* <==|[-=*#\[]*\s*(([Cc]pu|CPU|[Cc]ore|[Pp]rocessor)\s*[:#]?\s*\d+|\S*function\d+)\s*:?\s*[-=*#\]]*)\s*$")]
    private static partial Regex Separator();

    [GeneratedRegex(@"^[\s-]*$")]
    private static partial Regex Rule();

    // A number, or what should be one, after the name; then nothing, or a time.
    [GeneratedRegex(@"^\s*(?<name>[\w.$]+(\s+\[[\w-]+\])?)\s+(?<hits>[-+]?\d\S*)(\s+(?<time>[-+]?\d\S*)(\s+(?<unit>us)(\s+\S+\s+us){0,2})?)?\s*$")]
    private static partial Regex Row();
}
