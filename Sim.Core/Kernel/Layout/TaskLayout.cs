namespace Sim.Core.Kernel.Layout;

/// <summary>Where the fields of <c>current</c> are that tracing reads: <c>struct task_struct</c>, which begins with <c>thread_info</c>.</summary>
/// <source key="debian-kernel-images">6.12.95 as Debian builds it; 6.1 has the later ones 8 to 24 bytes lower. <see cref="PagefaultDisabled"/> is a guess.</source>
public static class TaskLayout
{
    public const int Bytes = 4096;
    public const int Flags = 0;
    public const int PreemptCount = 8;

    /// <summary>The upper half of the 64-bit <c>preempt_count</c>: 0 while the scheduler waits for the task.</summary>
    public const int NoResched = 12;

    /// <summary>The CPU that runs the task, where thread_info has it: from 6.10 on.</summary>
    public const int Cpu = 16;

    public const int MigrationDisabled = 1080;
    public const int Pid = 1376;
    public const int StackCanary = 1384;
    public const int TraceRecursion = 2832;
    public const int PagefaultDisabled = 2888;
}
