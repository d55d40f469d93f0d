namespace Sim.Core.Mechanisms;

/// <summary>What people call ways of tracing that Sim has under another name, or not yet.</summary>
public static class FieldNames
{
    /// <summary>The page that says, for each of them, what Sim has.</summary>
    public const string Page = "docs/bpf.md";

    const string Direct = "the nearest is a direct call: attach: direct_call";
    const string Ops = "the nearest is an ops of its own: attach: ops";
    const string Exception = "it is an exception, which Sim executes in a capture of a kernel, not as a strategy";
    const string Return = "it replaces the return address, which Sim executes in a capture of a kernel, not as a strategy";
    const string Elsewhere = "it does not go through a function's entry";
    const string Hook = "its subsystem calls it, not a function's entry";
    const string Timer = "a timer or counter calls it, not a function's entry";

    const string Function = "the nearest is tracer: ring_buffer";

    const string Tool = "it is a tool; name what it attaches, such as fentry or kprobe";

    // Of a program that may sleep, has fragments, or writes.
    static readonly string[] Sections = [".s", ".frags", ".w"];

    static readonly Dictionary<string, string> Nearest = new()
    {
        ["bcc"] = Tool,
        ["bpf"] = Direct,
        ["bpf_trampoline"] = Direct,
        ["bpftrace"] = Tool,
        ["cgroup"] = Hook,
        ["cgroup_skb"] = Hook,
        ["cgroup_sock"] = Hook,
        ["classifier"] = Hook,
        ["fentry"] = Direct,
        ["fexit"] = Return,
        ["fmod_ret"] = Return,
        ["fprobe"] = Ops,
        ["freplace"] = Elsewhere,
        ["funccount"] = Tool,
        ["function"] = Function,
        ["function_graph"] = Return,
        ["iter"] = Hook,
        ["k"] = Exception,
        ["kfunc"] = Direct,
        ["kprobe"] = Exception,
        ["kprobe_multi"] = Ops,
        ["kprobe_session"] = Return,
        ["kr"] = Return,
        ["kretfunc"] = Return,
        ["kretprobe"] = Return,
        ["kretprobe_multi"] = Return,
        ["kretsyscall"] = Return,
        ["ksyscall"] = Exception,
        ["livepatch"] = Ops,
        ["lsm"] = Direct,
        ["lsm_cgroup"] = Direct,
        ["netfilter"] = Hook,
        ["perf"] = Tool,
        ["perf_event"] = Timer,
        ["ply"] = Tool,
        ["raw_tp"] = Elsewhere,
        ["raw_tracepoint"] = Elsewhere,
        ["rawtp"] = Elsewhere,
        ["rawtracepoint"] = Elsewhere,
        ["retsnoop"] = Tool,
        ["sched_ext"] = Hook,
        ["sk_msg"] = Hook,
        ["sk_skb"] = Hook,
        ["socket_filter"] = Hook,
        ["sockops"] = Hook,
        ["stap"] = Tool,
        ["struct_ops"] = Hook,
        ["systemtap"] = Tool,
        ["t"] = Elsewhere,
        ["tc"] = Hook,
        ["tcx"] = Hook,
        ["tp"] = Elsewhere,
        ["tp_btf"] = Elsewhere,
        ["trace_cmd"] = Tool,
        ["tracepoint"] = Elsewhere,
        ["uprobe"] = Elsewhere,
        ["uprobe_multi"] = Elsewhere,
        ["uretprobe"] = Elsewhere,
        ["usdt"] = Elsewhere,
        ["watchpoint"] = Timer,
        ["xdp"] = Hook,
    };

    /// <summary>All of them, as they are usually written.</summary>
    public static IReadOnlyCollection<string> All => Nearest.Keys;

    /// <summary>
    /// What to do instead, if <paramref name="name"/> is one of them in any spelling (<c>kprobe.multi</c>, <c>BPF-trampoline</c>), with or without what is attached to
    /// (<c>kprobe:vfs_read</c>, <c>fentry.s/vfs_read</c>); null if not.
    /// </summary>
    public static string? HintFor(string name)
    {
        var kind = name.TrimStart('?').Split(':', '/', '+')[0].ToLowerInvariant();
        var usual = Sections.Aggregate(kind, (text, end) => text.EndsWith(end, StringComparison.Ordinal) ? text[..^end.Length] : text).Replace('-', '_').Replace('.', '_');
        return Nearest.TryGetValue(usual, out var nearest) ? $"Sim has no {usual}: {nearest}. See {Page}." : null;
    }
}
