using Sim.Core.A64;
using Sim.Core.Kernel.Build;
using Sim.Core.Loads;
using Sim.Core.Loads.Attaching;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Tests.Machine.Pipeline;
using Sim.Tests.Validation;

namespace Sim.Tests.Loads.Attaching;

/// <summary>Attaching while a workload runs on the same core.</summary>
public sealed class PatchingTests
{
    const int Functions = 600;

    [TestCase("linux-6.1-debian"), TestCase("linux-6.12-debian")]
    public void A_function_that_is_called_meanwhile_is_traced_from_when_its_callsite_is_patched(string name)
    {
        var build = Shipped.Kernel(name);
        build = build with { Size = build.Size! with { TraceableFunctions = Functions, ModuleFunctions = 2 } };
        var kernel = new KernelMemory(build, 0);
        var mechanism = MechanismCatalogue.Of(build);
        var linking = new Linking(build, mechanism, kernel.Data.Symbols);
        foreach (var routine in mechanism.Routines(build))
            linking.Add(routine);
        var patching = new Patching(build, kernel, linking);
        linking.AddModule(SourceText.BuiltIn("Loads/call_loop.s"));
        linking.AddModule(SourceText.BuiltIn("Tracers/count.s"));
        var data = linking.TakeModulePage();
        kernel.Data.Define("nr_function_calls", data);
        kernel.Memory.Map(data, 4);
        kernel.Memory.Write(data, uint.MaxValue, 4);
        var tracee = linking.CallsiteOf("tracee_relevant").Address;
        ulong[] module = [tracee, linking.CallsiteOf("tracee_irrelevant").Address];
        var code = linking.Link();
        kernel.Load(code);
        patching.AddRecords(code, [], [.. module.Order()]);
        kernel.State.Pc = code.Symbols["call_loop"];
        var head = code.Symbols["call_loop_head"];
        var core = Pipeline.Create(TestCores.FourWide, code.Regions, kernel.Memory, kernel.State);
        core.RunUntil(head);

        var ops = patching.NewOps(code.Symbols["tracer_count"], null, isStatic: false);
        var attached = CallsWhile(attaches: true);
        var detached = CallsWhile(attaches: false);

        Assert.That(attached.Select(call => call.IsTraced), Is.EqualTo(attached.Select(call => call.IsPatched)));
        Assert.That((attached[0].IsTraced, attached[^1].IsTraced), Is.EqualTo((false, true)));

        // Where there is no literal, an ops is out of the list before its callsites are restored.
        Assert.That(detached.Where(call => call.IsTraced && !call.IsPatched), Is.Empty);
        Assert.That((detached.Count(call => call.IsTraced) > 1, detached[^1].IsTraced), Is.EqualTo((linking.HasLiteral, false)));

        // A call after each piece.
        List<(bool IsPatched, bool IsTraced)> CallsWhile(bool attaches)
        {
            var operation = new FtraceOperation(
                code, core, kernel.State, patching.Task, kernel.Memory, ops, attaches ? FtraceOperation.Register : FtraceOperation.Unregister);
            List<(bool, bool)> calls = [];
            for (var done = false; !done;)
            {
                done = operation.Run(core.Now + 5_000);
                var before = Counter();
                core.RunUntil(head);
                calls.Add((patching.IsPatched(tracee), Counter() > before));
            }

            return calls;
        }

        ulong Counter() => kernel.Memory.Read(ops + (ulong)build.Structures.OpsBytes, 8);
    }
}
