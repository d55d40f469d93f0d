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

    /// <summary>Registers and unregisters the ops of <paramref name="spec"/>.</summary>
    /// <exception cref="Mechanisms.CannotDispatchException">The kernel build cannot do it, or has fewer functions.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static AttachResult Run(AttachSpec spec, CancellationToken cancel = default)
    {
        var tracer = Tracer.Of(spec.Tracer);
        var kernel = TracedKernel.Build(spec.Kernel, tracer);
        var patching = kernel.Patching;
        var filter = spec.Functions is { } functions ? patching.Choose(functions, spec.AmongPercent) : null;
        List<ulong> ops = [.. Enumerable.Range(0, spec.Ops).Select(number => kernel.NewOps(filter, tracer.IsKernels && number == 0))];
        using var core = Pipeline.Create(spec.Core, kernel.Code, kernel.Memory, kernel.State);
        var attach = Operate(attaches: true);
        return new AttachResult(spec, filter?.Count ?? patching.Callsites.Count, attach, Operate(attaches: false));

        OperationResult Operate(bool attaches)
        {
            var counts = new CoreCounts(kernel.Code.RegionNames.Length);
            var before = patching.Callsites.Count(patching.IsPatched);
            foreach (var each in ops)
            {
                var operation = new FtraceOperation(
                    kernel.Code, core, kernel.State, patching.Task, kernel.Memory, each, attaches ? FtraceOperation.Register : FtraceOperation.Unregister);
                while (!operation.Run(core.Now + CyclesBetweenLooks))
                    cancel.ThrowIfCancellationRequested();
                counts = counts.Plus(operation.Counts, 1);
            }

            return new OperationResult(
                counts.Cycles, spec.Core.Clock.ToNanoseconds(counts.Cycles), counts.Instructions,
                Math.Abs(patching.Callsites.Count(patching.IsPatched) - before), Steps(counts));
        }

        IReadOnlyList<RegionCount> Steps(CoreCounts counts) =>
        [
            .. kernel.Code.RegionNames
                .Select((name, region) => new RegionCount(name, counts.RegionCycles(region), counts.RegionInstructions(region)))
                .Where(step => step.Instructions > 0),
        ];
    }
}
