namespace Sim.Core.Kernel.Ops;

/// <summary>A registered <c>struct ftrace_ops</c>: one user of ftrace.</summary>
/// <param name="Address">Where the object is in simulated memory.</param>
/// <param name="Func">Address of the function that ftrace calls for it.</param>
/// <param name="Flags">What its owner asked for.</param>
/// <param name="IsDynamic">True if the object is not in the kernel's own data (FTRACE_OPS_FL_DYNAMIC): a module's, or allocated.</param>
/// <param name="Filter">Callsites that it traces. Empty means all.</param>
public sealed record FtraceOps(ulong Address, ulong Func, OpsFlags Flags, bool IsDynamic, IReadOnlySet<ulong> Filter)
{
    /// <summary>Callsites that it does not trace, whatever <see cref="Filter"/> says (<c>set_ftrace_notrace</c>).</summary>
    public IReadOnlySet<ulong> Notrace { get; init; } = new HashSet<ulong>();

    /// <summary>Its own trampoline, which a callsite may branch to instead of <c>ftrace_caller</c>. Null without one.</summary>
    public DirectTrampoline? Direct { get; init; }

    /// <summary>True if its hashes let the callsite pass.</summary>
    public bool Traces(ulong callsite) => (Filter.Count == 0 || Filter.Contains(callsite)) && !Notrace.Contains(callsite);

    /// <summary>True if ftrace must guard the tracer: then it is never called directly, but through the list or an assist function.</summary>
    public bool NeedsAssist => (Flags & (OpsFlags.Recursion | OpsFlags.Rcu)) != 0;
}
