using Sim.Core.Loads.Attaching;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Runs;
using Sim.Core.Tracers;

namespace Sim.Core;

/// <summary>Attaching and detaching, from an idle kernel with cold caches.</summary>
public static class AttachSimulation
{
    // How often a run looks whether it was cancelled.
    const long CyclesBetweenLooks = 10_000_000;

    /// <summary>Registers and unregisters the ops of <paramref name="spec"/>; of many, as many as it takes to know what each further one costs.</summary>
    /// <exception cref="Mechanisms.CannotDispatchException">The kernel build cannot do it, or has fewer functions.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static AttachResult Run(AttachSpec spec, CancellationToken cancel = default) =>
        (spec.ExecutesAll || spec.Ops <= OpsSeries.Executed ? null : Run(spec, OpsSeries.Executed, cancel)) ?? Run(spec, spec.Ops, cancel)!;

    // Null if fewer ops than there are do not tell the cost of all.
    static AttachResult? Run(AttachSpec spec, int executed, CancellationToken cancel)
    {
        var tracer = Tracer.Of(spec.Tracer);
        var kernel = TracedKernel.Build(spec.Kernel, tracer);
        var patching = kernel.Patching;
        var filter = spec.Functions is { } functions ? patching.Choose(functions, spec.AmongPercent) : null;
        List<ulong> ops = [.. Enumerable.Range(0, executed).Select(number => kernel.NewOps(filter, tracer.IsKernels && number == 0))];
        using var core = Pipeline.Create(spec.Core, kernel.Code.Regions, kernel.Memory, kernel.State);
        var attach = Operate(attaches: true);
        var detach = attach is null ? null : Operate(attaches: false);
        return attach is null || detach is null ? null : new AttachResult(spec, filter?.Count ?? patching.Callsites.Count, executed, attach, detach);

        OperationResult? Operate(bool attaches)
        {
            var before = patching.Callsites.Count(patching.IsPatched);
            var each = new List<CoreCounts>();
            foreach (var one in ops)
            {
                var operation = new FtraceOperation(
                    kernel.Code, core, kernel.State, patching.Task, kernel.Memory, one, attaches ? FtraceOperation.Register : FtraceOperation.Unregister);
                while (!operation.Run(core.Now + CyclesBetweenLooks))
                    cancel.ThrowIfCancellationRequested();
                each.Add(operation.Counts);
            }

            if (CountsOf(each, attaches) is not { } counts)
                return null;
            return new OperationResult(
                counts.Cycles, spec.Core.Clock.ToNanoseconds(counts.Cycles), counts.Instructions,
                Math.Abs(patching.Callsites.Count(patching.IsPatched) - before),
                attaches ? GracePeriods.OfAttach(spec) : GracePeriods.OfDetach(spec), Steps(counts));
        }

        // The kernel's own tracer leaves first. It is another kind of ops, with all the others to pass.
        CoreCounts? CountsOf(List<CoreCounts> each, bool attaches)
        {
            if (executed == spec.Ops)
                return OpsSeries.Sum(each, executed);
            var own = !attaches && tracer.IsKernels ? each[0] : null;
            List<CoreCounts> others = own is null ? each : each[1..];
            // The first one detached leaves the most ops.
            if (!attaches)
                others.Reverse();
            if (!OpsSeries.IsSteady(others))
                return null;
            var counts = OpsSeries.Sum(others, own is null ? spec.Ops : spec.Ops - 1);
            return own is null ? counts : counts.Plus(OpsSeries.Later(own, others, spec.Ops - executed), 1);
        }

        IReadOnlyList<RegionCount> Steps(CoreCounts counts) =>
        [
            .. kernel.Code.RegionNames
                .Select((name, region) => new RegionCount(name, counts.RegionCycles(region), counts.RegionInstructions(region)))
                .Where(step => step.Instructions > 0),
        ];
    }
}
