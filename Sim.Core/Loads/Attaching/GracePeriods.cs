using Sim.Core.Runs;
using Sim.Core.Tracers;

namespace Sim.Core.Loads.Attaching;

/// <summary>RCU grace periods that attaching and detaching wait for.</summary>
public static class GracePeriods
{
    const double NsPerMs = 1e6;

    /// <summary>Unregistering an ops of a module, whose memory may be freed: a rude grace period of RCU tasks, on preemptible kernels also a full one.</summary>
    /// <source key="jolsa-2025-direct-ops">About 100 ms for each <c>ftrace_shutdown</c>, on x86.</source>
    /// <guess>20 ms where all CPUs switch tasks at once; 120 ms, as the kthread looks every 100 ms.</guess>
    public static RcuWait PerOps { get; } = new(20 * NsPerMs, 120 * NsPerMs);

    /// <summary>Switching the kernel's own tracer, whose ring buffers are reset: a grace period of RCU.</summary>
    /// <guess>A few ticks at 250 Hz on an idle machine, more under load: 5 to 60 ms.</guess>
    public static RcuWait PerSwitch { get; } = new(5 * NsPerMs, 60 * NsPerMs);

    /// <summary>Registering waits for nothing; switching the kernel's tracer on resets its buffers.</summary>
    public static RcuWait OfAttach(AttachSpec spec) => Tracer.Of(spec.Tracer).IsKernels ? PerSwitch : default;

    /// <summary>One wait for each ops, but for the kernel's own first one, which is never freed: its tracer is switched off.</summary>
    public static RcuWait OfDetach(AttachSpec spec) =>
        Tracer.Of(spec.Tracer).IsKernels ? Sum(PerSwitch, spec.Ops - 1) : Sum(default, spec.Ops);

    static RcuWait Sum(RcuWait first, int ops) => new(first.LeastNs + (ops * PerOps.LeastNs), first.MostNs + (ops * PerOps.MostNs));
}
