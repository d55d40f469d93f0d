using Sim.Core.Kernel;
using Sim.Core.Kernel.Build;
using Sim.Core.Loads.Attaching;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Tracers;
using Sim.Tests.Machine.Pipeline;
using Sim.Tests.Validation;

namespace Sim.Tests.Loads.Attaching;

public sealed class TracedKernelTests
{
    const int Functions = 2_000;

    static readonly string[] Kernels = ["linux-6.1-debian", "linux-6.12-debian"];

    [Test]
    public void Attaching_to_all_patches_every_callsite_and_detaching_restores_it([ValueSource(nameof(Kernels))] string name)
    {
        var kernel = Kernel(name, "ring_buffer");
        var text = Text(kernel);
        var ops = kernel.NewOps(null, isStatic: true);

        kernel.Register(ops);

        Assert.That(kernel.Patching.Callsites, Has.Count.EqualTo(Functions));
        Assert.That(kernel.Patching.Callsites.All(kernel.Patching.IsPatched), Is.True);

        kernel.Unregister(ops);

        Assert.That(Text(kernel), Is.EqualTo(text));
    }

    [Test]
    public void Several_ops_come_and_go_in_any_order(
        [ValueSource(nameof(Kernels))] string name, [Values("nop", "count", "ring_buffer")] string tracer)
    {
        var kernel = Kernel(name, tracer);
        var text = Text(kernel);
        ulong[] ops = [kernel.NewOps(null, isStatic: tracer == "ring_buffer"), kernel.NewOps(null, isStatic: false), kernel.NewOps(kernel.Patching.Choose(9), isStatic: false)];

        foreach (var each in ops)
            kernel.Register(each);
        kernel.Unregister(ops[1]);
        kernel.Register(ops[1]);
        foreach (var each in ops)
            kernel.Unregister(each);

        Assert.That(Text(kernel), Is.EqualTo(text));
    }

    [Test]
    public void Attaching_to_some_patches_these([ValueSource(nameof(Kernels))] string name)
    {
        var kernel = Kernel(name, "nop");
        var filter = kernel.Patching.Choose(70);

        kernel.Register(kernel.NewOps(filter, isStatic: false));

        Assert.That(kernel.Patching.Callsites.Where(kernel.Patching.IsPatched), Is.EqualTo(filter));
        Assert.That(filter[^1], Is.EqualTo(kernel.Patching.Callsites[^1]));
    }

    [Test]
    public void A_literal_names_the_only_ops_of_its_function_and_the_lists_once_there_are_two()
    {
        var kernel = Kernel("linux-6.12-debian", "nop");
        var (shared, other) = (kernel.Patching.Callsites[^1], kernel.Patching.Callsites[0]);
        var first = kernel.NewOps([shared, other], isStatic: false);
        var second = kernel.NewOps([shared], isStatic: false);
        var nobody = kernel.Patching.LiteralOf(shared);

        kernel.Register(first);
        var alone = kernel.Patching.LiteralOf(shared);
        kernel.Register(second);
        var both = (kernel.Patching.LiteralOf(shared), kernel.Patching.LiteralOf(other));
        kernel.Unregister(first);
        var left = (kernel.Patching.LiteralOf(shared), kernel.Patching.LiteralOf(other));

        Assert.That(alone, Is.EqualTo(first));
        Assert.That(both, Is.EqualTo((kernel.Code.Symbols["ftrace_list_ops"], first)));
        Assert.That(left, Is.EqualTo((second, nobody)));
    }

    [Test]
    public void An_ops_that_needs_a_guard_is_called_through_the_list()
    {
        var kernel = Kernel("linux-6.12-debian", "nop");
        var callsite = kernel.Patching.Callsites[^1];

        kernel.Register(kernel.NewOps([callsite], isStatic: false, OpsFlags.Recursion));

        Assert.That(kernel.Patching.LiteralOf(callsite), Is.EqualTo(kernel.Code.Symbols["ftrace_list_ops"]));
    }

    [Test]
    public void A_second_ops_on_a_function_costs_its_walk_only_where_the_trampoline_is_common()
    {
        var kernel = Kernel("linux-6.1-debian", "nop");
        var filter = kernel.Patching.Choose(1);
        var first = kernel.Register(kernel.NewOps(filter, isStatic: false));

        var second = kernel.Register(kernel.NewOps(filter, isStatic: false));

        Assert.That(second * 3, Is.LessThan(first));
    }

    [Test]
    public void Callsites_are_patched_in_the_order_of_the_walk_while_time_passes([ValueSource(nameof(Kernels))] string name)
    {
        var kernel = Kernel(name, "nop");
        var core = Pipeline.Create(TestCores.FourWide, kernel.Code.Regions, kernel.Memory, kernel.State);
        var operation = Attach(kernel, core);
        var patched = new List<int>();

        while (!operation.Run(core.Now + 50_000))
        {
            var states = kernel.Patching.Callsites.Select(kernel.Patching.IsPatched).ToList();
            patched.Add(states.TakeWhile(state => state).Count());
            Assert.That(states.Skip(patched[^1]), Has.None.True);
        }

        Assert.That(patched, Is.Ordered);
        Assert.That(patched.Distinct().Count(), Is.GreaterThan(5));
        Assert.That(operation.IsDone);
    }

    [Test]
    public void In_pieces_it_executes_what_it_does_at_once()
    {
        Assert.That(Instructions(10_000), Is.EqualTo(Instructions(long.MaxValue)));

        static long Instructions(long piece)
        {
            var kernel = Kernel("linux-6.12-debian", "nop");
            var core = Pipeline.Create(TestCores.FourWide, kernel.Code.Regions, kernel.Memory, kernel.State);
            var operation = Attach(kernel, core);
            while (!operation.Run(piece == long.MaxValue ? piece : core.Now + piece))
            {
            }

            return operation.Counts.Instructions;
        }
    }

    [Test]
    public void Between_two_pieces_the_core_has_the_registers_of_whoever_else_runs()
    {
        var kernel = Kernel("linux-6.1-debian", "nop");
        var core = Pipeline.Create(TestCores.FourWide, kernel.Code.Regions, kernel.Memory, kernel.State);
        var operation = Attach(kernel, core);
        var (registers, position) = (kernel.State.X.ToArray(), kernel.State.Pc);

        operation.Run(core.Now + 1000);

        Assert.That((kernel.State.X, kernel.State.Pc), Is.EqualTo((registers, position)));
    }

    static FtraceOperation Attach(TracedKernel kernel, Pipeline core) =>
        new(kernel.Code, core, kernel.State, kernel.Patching.Task, kernel.Memory, kernel.NewOps(null, isStatic: false), FtraceOperation.Register);

    static TracedKernel Kernel(string name, string tracer)
    {
        var build = Shipped.Kernel(name);
        return TracedKernel.Build(build with { Size = build.Size! with { TraceableFunctions = Functions } }, Tracer.Of(tracer));
    }

    static List<(ulong Word, ulong Literal)> Text(TracedKernel kernel) =>
        [.. kernel.Patching.Callsites.Select(callsite => (kernel.Memory.Read(callsite, 4), kernel.Patching.LiteralOf(callsite)))];
}
