namespace Sim.Core.Kernel.Ops;

/// <summary>A registered <c>struct ftrace_ops</c>: one user of ftrace.</summary>
/// <param name="Address">Where the object stands in simulated memory.</param>
/// <param name="Func">Address of the tracer that it names.</param>
/// <param name="Flags">What its owner asked for.</param>
/// <param name="IsDynamic">True if the object is not in the kernel's own data (FTRACE_OPS_FL_DYNAMIC): a module's, or allocated.</param>
/// <param name="Filter">Callsites that it traces. Empty means all.</param>
public sealed record FtraceOps(ulong Address, ulong Func, OpsFlags Flags, bool IsDynamic, IReadOnlyCollection<ulong> Filter)
{
    /// <summary>True if its filter contains the callsite.</summary>
    public bool Traces(ulong callsite) => Filter.Count == 0 || Filter.Contains(callsite);

    /// <summary>True if ftrace must guard the tracer: then it is never called directly, but through the list or an assist function.</summary>
    public bool NeedsAssist => (Flags & (OpsFlags.Recursion | OpsFlags.Rcu)) != 0;
}
