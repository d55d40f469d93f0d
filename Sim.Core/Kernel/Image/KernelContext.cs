using Sim.Core.Machine.Cpu;

namespace Sim.Core.Kernel.Image;

/// <summary>What a CPU has while a kernel runs on it, and a call needs.</summary>
/// <param name="Level">The kernel's exception level: EL1, or EL2 on a host of virtual machines (VHE).</param>
/// <param name="PerCpuOffset">Offset of the CPU's per-CPU data, in TPIDR of that level.</param>
/// <param name="CurrentTask">The task that it runs, in SP_EL0.</param>
/// <param name="Vectors">Exception vectors, in VBAR of that level.</param>
/// <param name="Counter">The counter's value when the call begins, in ticks.</param>
public sealed record KernelContext(ExceptionLevel Level, ulong PerCpuOffset, ulong CurrentTask, ulong Vectors, ulong Counter);
