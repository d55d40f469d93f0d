using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;

namespace Sim.Tests.Scenarios;

/// <summary>What a user finds who types the field's name of a mechanism that Sim does not have.</summary>
public sealed class FieldNameTests
{
    const string Scenario = """
        # What does my probe cost?
        schema: sim/scenario/1
        name: s
        core: neoverse-n1
        kernel: linux-6.12-debian
        strategy: kernel
        workload: { kind: call_loop, calls: 1_000 }
        tracers:
          relevant: { tracer: nop, count: 1, attach: ops }

        """;

    [TestCase("tracer: nop", "tracer: kprobe", "s.yaml:9:23: error SIM102: unknown tracer 'kprobe'", "Sim has no kprobe: it is an exception, which Sim executes in a capture of a kernel, not as a strategy. See docs/bpf.md.")]
    [TestCase("tracer: nop", "tracer: bpftrace", "unknown tracer 'bpftrace'", "Sim has no bpftrace: it is a tool; name what it attaches, such as fentry or kprobe. See docs/bpf.md.")]
    [TestCase("attach: ops", "attach: kfunc", "unknown attach 'kfunc'", "Sim has no kfunc: the nearest is a direct call: attach: direct_call. See docs/bpf.md.")]
    [TestCase("attach: ops", "attach: fentry", "unknown attach 'fentry'", "Sim has no fentry: the nearest is a direct call: attach: direct_call. See docs/bpf.md.")]
    [TestCase("strategy: kernel", "strategy: BPF-trampoline", "unknown strategy 'BPF-trampoline'", "Sim has no bpf_trampoline: the nearest is a direct call")]
    [TestCase("strategy: kernel", "strategy: kprobe.multi", "unknown strategy 'kprobe.multi'", "Sim has no kprobe_multi: the nearest is an ops of its own: attach: ops. See docs/bpf.md.")]
    [TestCase("attach: ops", "attach: lsm", "unknown attach 'lsm'", "Sim has no lsm: the nearest is a direct call: attach: direct_call. See docs/bpf.md.")]
    [TestCase("tracer: nop", "tracer: function", "unknown tracer 'function'", "Sim has no function: the nearest is tracer: ring_buffer. See docs/bpf.md.")]
    [TestCase("tracer: nop", "tracer: xdp", "unknown tracer 'xdp'", "Sim has no xdp: its subsystem calls it, not a function's entry. See docs/bpf.md.")]
    [TestCase("tracer: nop", "tracer: perf_event", "unknown tracer 'perf_event'", "Sim has no perf_event: a timer or counter calls it, not a function's entry. See docs/bpf.md.")]
    [TestCase("strategy: kernel", "strategy: struct_ops", "unknown strategy 'struct_ops'", "Sim has no struct_ops: its subsystem")]
    [TestCase("strategy: kernel", "strategy: cgroup_skb", "unknown strategy 'cgroup_skb'", "Sim has no cgroup_skb: its subsystem")]
    [TestCase("strategy: kernel", "strategy: 'fentry:vfs_read'", "unknown strategy 'fentry:vfs_read'", "Sim has no fentry: the nearest is a direct call")]
    [TestCase("tracer: nop", "tracer: 'kprobe:vfs_read'", "unknown tracer 'kprobe:vfs_read'", "Sim has no kprobe: it is an exception")]
    [TestCase("tracer: nop", "tracer: fentry/vfs_read", "unknown tracer 'fentry/vfs_read'", "Sim has no fentry: the nearest is a direct call")]
    [TestCase("tracer: nop", "tracer: fentry.s/vfs_read", "unknown tracer 'fentry.s/vfs_read'", "Sim has no fentry: the nearest is a direct call")]
    [TestCase("attach: ops", "attach: kprobe.multi/vfs_*", "unknown attach 'kprobe.multi/vfs_*'", "Sim has no kprobe_multi: the nearest is an ops")]
    [TestCase("attach: ops", "attach: 'tracepoint:sched:sched_switch'", "unknown attach", "Sim has no tracepoint: it does not go through a function's entry")]
    [TestCase("tracer: nop", "tracer: 'k:vfs_read'", "unknown tracer 'k:vfs_read'", "Sim has no k: it is an exception")]
    [TestCase("tracer: nop", "tracer: 'kr:vfs_read'", "unknown tracer 'kr:vfs_read'", "Sim has no kr: it replaces the return address")]
    [TestCase("tracer: nop", "tracer: 't:sched:sched_switch'", "unknown tracer", "Sim has no t: it does not go through a function's entry")]
    [TestCase("tracer: nop", "tracer: rawtp", "unknown tracer 'rawtp'", "See docs/bpf.md.")]
    [TestCase("tracer: nop", "tracer: iter", "unknown tracer 'iter'", "See docs/bpf.md.")]
    [TestCase("tracer: nop", "tracer: ply", "unknown tracer 'ply'", "Sim has no ply: it is a tool")]
    [TestCase("tracer: nop", "tracer: stap", "unknown tracer 'stap'", "Sim has no stap: it is a tool")]
    public void It_leads_to_the_page_that_says_what_Sim_has(string old, string typed, string message, string hint)
    {
        using var folder = new TemporaryFolder();

        Assert.That(folder.Mistakes(Scenario.Replace(old, typed, StringComparison.Ordinal)), Does.Contain(message).And.Contain(hint));
    }

    [Test]
    public void A_name_that_nobody_uses_has_the_nearest_as_before()
    {
        using var folder = new TemporaryFolder();

        Assert.That(folder.Mistakes(Scenario.Replace("tracer: nop", "tracer: cuont", StringComparison.Ordinal)), Does.Contain("did you mean 'count'?"));
    }

    [Test]
    public void The_page_speaks_of_every_such_name()
    {
        var page = House.Repository.Read(FieldNames.Page);

        Assert.That(FieldNames.All.Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal) && name != "bpf"), Is.Empty);
    }

    [Test]
    public void No_such_name_is_one_that_Sim_has() =>
        Assert.That(FieldNames.All.Where(name => MechanismCatalogue.Find(name) is not null || MechanismCatalogue.Attachments.Any(attachment => attachment.Name == name)), Is.Empty);
}
