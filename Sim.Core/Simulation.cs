using Sim.Core.Events;
using Sim.Core.Kernel.Image;
using Sim.Core.Loads;
using Sim.Core.Loads.Captured;
using Sim.Core.Loads.Checking;
using Sim.Core.Loads.Population;
using Sim.Core.Machine;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Mechanisms;
using Sim.Core.Runs;

namespace Sim.Core;

/// <summary>One cell in, one result out.</summary>
public static class Simulation
{
    /// <summary>
    /// Calls before counting begins: caches are then filled and predictors trained, as after the earlier rows of a measured table.
    /// </summary>
    public const long WarmUpCalls = 1000;

    /// <summary>Executes all calls of <paramref name="cell"/> on its core, with its tracers registered.</summary>
    /// <exception cref="Mechanisms.CannotDispatchException">The kernel build cannot do what the cell asks for.</exception>
    /// <exception cref="Mechanisms.OwnTrampoline.DesignException">A call through a text of the user's faults.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; nothing was counted.</exception>
    public static RunResult Run(CellSpec cell, CancellationToken cancel = default) => Run(cell, null, cancel);

    /// <summary>The same where the instruction at <paramref name="shortened"/> takes a cycle less from issue to result.</summary>
    internal static RunResult Run(CellSpec cell, ulong? shortened, CancellationToken cancel)
    {
        if (cell.Kernel.Capture is { } capture)
            return RunCapture(cell, capture, shortened, cancel);
        if (cell.Population is { } spec)
            return RunPopulation(cell, FunctionPopulation.Build(cell, spec), shortened, cancel);
        var loop = CallLoop.Build(cell);
        using var core = CoreOf(cell, loop, shortened);

        return DesignFault.Guard(cell, loop, () =>
        {
            // The way into the loop is not part of any call.
            core.RunUntil(loop.Head);
            return Run(cell, loop, core, cancel);
        });
    }

    static RunResult RunPopulation(CellSpec cell, FunctionPopulation population, ulong? shortened, CancellationToken cancel)
    {
        using var core = CoreOf(cell, population, shortened);
        return DesignFault.Guard(cell, population, () =>
        {
            if (cell.Timeline.ChangesTools)
                population.AttachFirst(core);
            return Run(cell, population, core, cancel);
        });
    }

    static RunResult RunCapture(CellSpec cell, Capture capture, ulong? shortened, CancellationToken cancel)
    {
        var load = CapturedLoad.Build(cell, capture);
        using var core = CoreOf(cell, load, shortened);
        try
        {
            return Run(cell, load, core, cancel, load.WarmUpCalls(WarmUpCalls));
        }
        catch (GuestFault fault)
        {
            throw new CannotDispatchException($"a call cannot be executed in what was captured: {fault.Message}");
        }
    }

    /// <summary>The core of <paramref name="cell"/> as it comes to <paramref name="workload"/>.</summary>
    internal static Pipeline CoreOf(CellSpec cell, Workload workload, ulong? shortened = null)
    {
        var core = Pipeline.Create(cell.Core, workload.Code.Regions, workload.Memory, workload.State);
        if (shortened is { } address)
            core.Shorten(address);
        if (DesignFault.IsPossibleIn(cell))
        {
            // A user's text may count its calls and do something else in some.
            core.MostCycles = DesignFault.MostCycles;
            var own = workload.OwnItems();
            core.Watch(own.Keys);
            if (OwnCounter.IsReadBy(own))
            {
                OwnCounter.Begin(workload.State);
                core.RunCounter(OwnCounter.Frequency);
            }
        }

        return core;
    }

    static RunResult Run(CellSpec cell, Workload workload, Pipeline core, CancellationToken cancel, long warmUpCalls = WarmUpCalls)
    {
        var timed = new TimedRun(cell, workload, core, cancel);
        var counts = timed.Run(warmUpCalls, cell.Calls);
        return Result(cell, workload, counts, timed.ExecutedCalls, timed.FollowedCalls) with
        {
            CallTimes = timed.Latencies?.Times(cell.Core.Clock),
            OpenLoad = timed.OpenLoad?.Result(timed.IdleCycles),
            Course = timed.Course,
        };
    }

    static RunResult Result(CellSpec cell, Workload loop, CoreCounts counts, long executedCalls, long followedCalls) => new()
    {
        Calls = cell.Calls,
        Path = PathOf(loop.Path, PathCounter.In(counts)),
        CallsByPath = PathCounter.In(counts),
        SimulatedCalls = executedCalls,
        FollowedCalls = followedCalls,
        Cycles = counts.Cycles,
        TotalNs = cell.Core.Clock.ToNanoseconds(counts.Cycles),
        Instructions = counts.Instructions,
        BranchMispredicts = counts.BranchMispredicts,
        L1IMisses = counts.L1IMisses,
        L1DMisses = counts.L1DMisses,
        L2Misses = counts.L2Misses,
        ItlbMisses = counts.ItlbMisses,
        DtlbMisses = counts.DtlbMisses,
        ForwardingFailures = counts.ForwardingFailures,
        Regions =
        [
            .. loop.Code.RegionNames
                .Select((name, region) => new RegionCount(name, counts.RegionCycles(region), counts.RegionInstructions(region)))
                .Append(new RegionCount(RegionCount.Others, counts.OthersCycles, 0))
                .Append(new RegionCount(RegionCount.Exceptions, counts.ExceptionCycles, 0))
                .Where(region => region.Instructions > 0 || region.Cycles > 0)
                .OrderBy(region => region.Region, StringComparer.Ordinal),
        ],
    };

    // Where the callsite's branch goes is known from the callsite; what came of it, from the calls.
    static CallPath PathOf(CallPath callsite, CallsByPath calls) =>
        callsite.Kind is DispatchPath.Veneer or DispatchPath.Fallback ? callsite : callsite with { Kind = calls.Kind };
}
