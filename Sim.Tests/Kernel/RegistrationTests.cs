using Sim.Core.Kernel;
using Sim.Core.Kernel.Ops;

namespace Sim.Tests.Kernel;

/// <summary>Who calls what, as the kernel's rules have it.</summary>
public class RegistrationTests
{
    const ulong Callsite = 0xffff_8000_0011_0004;
    const ulong Other = 0xffff_8000_0022_0004;

    [TestCase(false, OpsFlags.None, true)]
    [TestCase(false, OpsFlags.Recursion, true)]
    [TestCase(false, OpsFlags.Rcu, false)]
    [TestCase(true, OpsFlags.None, false)]
    public void The_common_trampoline_serves_the_only_ops_of_the_system_if_it_is_static_and_needs_no_rcu(
        bool isDynamic, OpsFlags flags, bool served)
    {
        var registration = Register(Ops(flags, isDynamic, Callsite));

        Assert.That(registration.OnlyOps is not null, Is.EqualTo(served));
    }

    [Test]
    public void The_common_trampoline_serves_no_ops_alone_while_there_is_another_whatever_that_traces()
    {
        var registration = Register(Ops(OpsFlags.None, false, Callsite), Ops(OpsFlags.None, false, Other));

        Assert.That(registration.OnlyOps, Is.Null);
    }

    [TestCase(OpsFlags.None, true)]
    [TestCase(OpsFlags.Recursion, false)]
    [TestCase(OpsFlags.Rcu, false)]
    public void A_record_calls_its_only_ops_by_itself_unless_that_needs_a_guard(OpsFlags flags, bool own)
    {
        var registration = Register(Ops(flags, true, Callsite), Ops(OpsFlags.None, true, Other));

        Assert.That(registration.OwnOps(Callsite) is not null, Is.EqualTo(own));
    }

    [Test]
    public void A_record_with_two_ops_calls_neither_by_itself()
    {
        var registration = Register(Ops(OpsFlags.None, true, Callsite), Ops(OpsFlags.None, true));

        Assert.That(registration.OwnOps(Callsite), Is.Null);
        Assert.That(registration.OwnOps(Other), Is.Not.Null);
    }

    [Test]
    public void The_newest_ops_stands_first_in_the_list()
    {
        var (older, newer) = (Ops(OpsFlags.None, true, Callsite), Ops(OpsFlags.None, true, Other));

        Assert.That(Register(older, newer).Ops, Is.EqualTo(new[] { newer, older }));
    }

    [Test]
    public void What_the_notrace_hash_names_is_not_traced_though_the_filter_has_it()
    {
        var ops = Ops(OpsFlags.None, true) with { Notrace = new HashSet<ulong> { Callsite } };

        Assert.That((ops.Traces(Callsite), ops.Traces(Other)), Is.EqualTo((false, true)));
    }

    static Registration Register(params ReadOnlySpan<FtraceOps> ops)
    {
        var registration = new Registration();
        foreach (var one in ops)
            registration.Register(one);
        return registration;
    }

    static FtraceOps Ops(OpsFlags flags, bool isDynamic, params ReadOnlySpan<ulong> filter) =>
        new(0x1000, 0x2000, flags, isDynamic, new HashSet<ulong>(filter.ToArray()));
}
