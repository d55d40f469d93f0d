using System.Text.RegularExpressions;

namespace Sim.Scenarios.Import.Calls;

/// <summary>Lines of a stack: <c> =&gt; FUNCTION</c> of the kernel, <c>ADDRESS FUNCTION+OFFSET (OBJECT)</c> of perf. They are no calls.</summary>
/// <remarks>Where perf's event has no text, the called function is the first that is not ftrace's own.</remarks>
sealed partial class StackLines : CallFormat
{
    public override bool Read(string line, CallLog log)
    {
        if (Perf().Match(line) is { Success: true } perf)
        {
            if (perf.Groups["name"].Success && Tracing().IsMatch(perf.Groups["name"].ValueSpan))
                return true;
            if (log.Pending is { } pending && perf.Groups["name"].Success)
                log.Call(perf.Groups["name"].ValueSpan, pending.TimeUs, pending.Cpu);
            log.Pending = null;
            return true;
        }

        return Kernel().IsMatch(line);
    }

    [GeneratedRegex("^(arch_)?ftrace_((regs_)?call(er)?|common|ops_(list|assist)_func)$")]
    private static partial Regex Tracing();

    [GeneratedRegex(@"^\s*=>\s*\S")]
    private static partial Regex Kernel();

    [GeneratedRegex(@"^\s+[0-9a-f]{4,16}\s+((?<name>[A-Za-z_.$][\w.$]*)|\[unknown\])(\+0x[0-9a-f]+)?(\s+\[[\w-]+\])?(\s+\(.*\))?\s*$")]
    private static partial Regex Perf();
}
