namespace Sim.Core.Kernel.Layout;

/// <summary>Where the fields of <c>current</c> stand that tracing reads: <c>struct task_struct</c>, which begins with <c>thread_info</c>.</summary>
/// <guess>
/// Offsets differ with every configuration and none was recorded. What matters is only which of them share a cache line:
/// <c>preempt_count</c> is near the start, <c>stack_canary</c> and <c>trace_recursion</c> are kilobytes behind it, on lines of their own.
/// </guess>
public static class TaskLayout
{
    public const int Bytes = 4096;
    public const int PreemptCount = 8;
    public const int StackCanary = 1288;
    public const int TraceRecursion = 2480;
}
