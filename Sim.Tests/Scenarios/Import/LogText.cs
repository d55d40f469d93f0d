namespace Sim.Tests.Scenarios.Import;

/// <summary>What the ftrace-ops sample writes into the kernel log.</summary>
static class LogText
{
    public static string Run(int relevant, int irrelevant, long totalNs, string tracer = "nop", string flag = "")
    {
        string[] flags = ["saving registers", "assist recursion", "assist RCU"];
        return FormattableString.Invariant(
            $"""
            ftrace_ops: registering:
              relevant ops: {relevant}
                tracee: tracee_relevant [ftrace_ops]
                tracer: ops_func_{tracer} [ftrace_ops]
              irrelevant ops: {irrelevant}
                tracee: tracee_irrelevant [ftrace_ops]
                tracer: ops_func_nop [ftrace_ops]
              {string.Join("\n  ", flags.Select(name => $"{name}: {(name == flag ? "YES" : "NO")}"))}
            ftrace_ops: Attempted 100000 calls to tracee_relevant [ftrace_ops] in {totalNs}ns ({totalNs / 100_000}ns / call)
            """);
    }
}
