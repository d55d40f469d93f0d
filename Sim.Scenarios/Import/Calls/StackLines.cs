using System.Text.RegularExpressions;

namespace Sim.Scenarios.Import.Calls;

/// <summary>Lines of a stack: <c> =&gt; FUNCTION</c> of the kernel, <c>ADDRESS FUNCTION+OFFSET (OBJECT)</c> of perf. They are no calls.</summary>
sealed partial class StackLines : CallFormat
{
    public override bool Read(string line, CallLog log)
    {
        if (Perf().Match(line) is { Success: true } perf)
        {
            if (log.Pending is { } pending && perf.Groups["name"].Success)
                log.Call(perf.Groups["name"].ValueSpan, pending.TimeUs, pending.Cpu);
            log.Pending = null;
            return true;
        }

        return Kernel().IsMatch(line);
    }

    [GeneratedRegex(@"^\s*=>\s*\S")]
    private static partial Regex Kernel();

    [GeneratedRegex(@"^\s+[0-9a-f]{4,16}\s+((?<name>[A-Za-z_.$][\w.$]*)|\[unknown\])(\+0x[0-9a-f]+)?(\s+\[[\w-]+\])?(\s+\(.*\))?\s*$")]
    private static partial Regex Perf();
}
