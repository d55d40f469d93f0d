namespace Sim.Core.Kernel.Ops;

/// <summary>All registered ops, newest first, and the kernel's rules of who calls what.</summary>
/// <source key="rutland-2023-call-ops"/>
public sealed class Registration
{
    readonly List<FtraceOps> _ops = [];

    /// <summary>Registered ops in list order: the newest is first.</summary>
    public IReadOnlyList<FtraceOps> Ops => _ops;

    public void Register(FtraceOps ops) => _ops.Insert(0, ops);

    /// <summary>The ops whose filter contains <paramref name="callsite"/>, in list order; their number is the record's reference count.</summary>
    public IReadOnlyList<FtraceOps> OpsOn(ulong callsite) => [.. _ops.Where(ops => ops.Traces(callsite))];

    /// <summary>
    /// The ops that a common trampoline serves without the list: the only one in the system, if it is static and does not ask for RCU. Its
    /// function is called, or the assist function where it <see cref="FtraceOps.NeedsAssist"/>. Null where the list function must be called.
    /// </summary>
    public FtraceOps? OnlyOps => _ops is [{ IsDynamic: false } only] && !only.Flags.HasFlag(OpsFlags.Rcu) ? only : null;

    /// <summary>
    /// The only ops on the record at <paramref name="callsite"/>, which a trampoline of its own could serve, with the assist function where it
    /// <see cref="FtraceOps.NeedsAssist"/>. Null where there is none, or several.
    /// </summary>
    public FtraceOps? OnlyOpsOn(ulong callsite) => OpsOn(callsite) is [var only] ? only : null;

    /// <summary>
    /// The ops that the record at <paramref name="callsite"/> may call by itself, under per-callsite dispatch: the only one on this record,
    /// if it needs no guard. Null where the list function must be called. Whether the ops is dynamic does not matter here.
    /// </summary>
    public FtraceOps? OwnOps(ulong callsite) => OnlyOpsOn(callsite) is { NeedsAssist: false } only ? only : null;
}
