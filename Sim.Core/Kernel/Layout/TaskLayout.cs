namespace Sim.Core.Kernel.Layout;

/// <summary>Where the fields of <c>current</c> are that tracing reads: <c>struct task_struct</c>, which begins with <c>thread_info</c>.</summary>
/// <guess>
/// Offsets differ with every configuration and none was recorded. What matters is only which of them share a cache line:
/// <c>flags</c> and <c>preempt_count</c> are at the start, <c>stack_canary</c> and <c>trace_recursion</c> are kilobytes after it, on lines of their own.
/// </guess>
public static class TaskLayout
{
    public const int Bytes = 4096;
    public const int Flags = 0;
    public const int PreemptCount = 8;

    /// <summary>The upper half of the 64-bit <c>preempt_count</c>: 0 while the scheduler waits for the task.</summary>
    public const int NoResched = 12;

    public const int MigrationDisabled = 1000;
    public const int Pid = 1224;
    public const int StackCanary = 1288;
    public const int TraceRecursion = 2480;
    public const int PagefaultDisabled = 2888;
}
