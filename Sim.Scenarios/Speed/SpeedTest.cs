using Sim.Core;
using Sim.Core.Events;
using Sim.Core.Loads;
using Sim.Core.Loads.Population;
using Sim.Core.Machine.Caches;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Runs;
using Sim.Core.Units;
using Sim.Scenarios.Files;
using Sim.Scenarios.Running;

namespace Sim.Scenarios.Speed;

/// <summary>Measures how fast Sim is. Machines differ: ratios of these figures are what to compare.</summary>
/// <param name="patience">
/// A figure is its best round, once none has been clearly faster for this much CPU time: the runtime compiles in the background what is executed often.
/// </param>
public sealed class SpeedTest(TimeSpan patience)
{
    const int CallsPerRound = 40;
    const int PopulationCallsPerRound = 1000;
    const int TableRounds = 5;
    const int SweepRounds = 3;
    const int EventsPending = 64;
    const int EventsPerRound = 200_000;
    const double ClearlyFaster = 1.05;

    /// <summary>Instructions of the list walk with 100 ops, with every call executed: timed, and watched.</summary>
    public IEnumerable<SpeedFigure> ListWalk(CellSpec cell)
    {
        var loop = CallLoop.Build(cell);
        using var core = Pipeline.Create(cell.Core, loop.Code.Regions, loop.Memory, loop.State);
        core.RunUntil(loop.Head);
        yield return new($"timing, {cell.Core.Name}", Rate(core, loop.Head, default(NoListener)), "M instructions/s");
        yield return new($"timing with stage cycles, {cell.Core.Name}", Rate(core, loop.Head, default(StageCycles)), "M instructions/s");
    }

    /// <summary>The list walk with another number of ops.</summary>
    public SpeedFigure LongWalk(CellSpec cell, int ops)
    {
        var loop = CallLoop.Build(cell with { RelevantTracers = ops });
        using var core = Pipeline.Create(cell.Core, loop.Code.Regions, loop.Memory, loop.State);
        core.RunUntil(loop.Head);
        return new(FormattableString.Invariant($"walk of {ops:N0} ops, {cell.Core.Name}"), Best(() => Executed(core, () => core.RunUntil(loop.Head), 1)), "M instructions/s");
    }

    /// <summary>Calls of a profile's functions, where nothing repeats.</summary>
    /// <param name="cell">One with a population.</param>
    /// <param name="functions">How many functions it has.</param>
    public SpeedFigure Population(CellSpec cell, int functions)
    {
        var load = FunctionPopulation.Build(cell, cell.Population! with { Functions = functions });
        using var core = Pipeline.Create(cell.Core, load.Code.Regions, load.Memory, load.State);
        return new(
            FormattableString.Invariant($"calls of {functions:N0} functions, {cell.Core.Name}"),
            Best(() => Executed(core, () => core.RunUntil(load.NextCall()), PopulationCallsPerRound)), "M instructions/s");
    }

    /// <summary>Attaching to one function and detaching, each record looked at once and again.</summary>
    public static SpeedFigure Attach(AttachSpec spec) => new("attach to a function, and detach", MillisecondsOf(() => AttachSimulation.Run(spec)), "ms");

    /// <summary>The same instructions, executed by the forms that the engine has for them and not timed: what timing is compared with.</summary>
    public SpeedFigure Floor(CellSpec cell)
    {
        var loop = CallLoop.Build(cell);
        using var core = new Untimed(cell.Core, loop.Code.Regions, new Uncore(cell.Core, loop.Memory), loop.State);
        core.RunUntil(loop.Head);
        return new("execution without timing", Best(() => Executed(() => core.Executed, () => core.RunUntil(loop.Head), CallsPerRound)), "M instructions/s");
    }

    /// <summary>All cells of <paramref name="scenario"/>, one after the other: for the first time, when the runtime has yet to compile what they need, and again.</summary>
    public static IEnumerable<SpeedFigure> Table(Scenario scenario)
    {
        var what = $"{scenario.Cells.Count} cells of {scenario.Name}";
        yield return new($"{what}, first time", Milliseconds(scenario), "ms");
        yield return new($"{what}, again", Enumerable.Range(0, TableRounds).Min(_ => Milliseconds(scenario)), "ms");
    }

    /// <summary>Cells of a sweep, the best of some rounds, and what one takes: on average, by part.</summary>
    public static IEnumerable<SpeedFigure> Cells(Scenario scenario, int cells)
    {
        var step = scenario.Cells.Count / cells;
        var some = scenario with { Cells = [.. scenario.Cells.Where((_, index) => index % step == 0)] };
        yield return new("cells of a sweep", some.Cells.Count / (Enumerable.Range(0, SweepRounds).Min(_ => Milliseconds(some)) / 1000), "cells/s");
        var (build, create, run, bytes) = (0.0, 0.0, 0.0, GC.GetAllocatedBytesForCurrentThread());
        foreach (var cell in some.Specs)
        {
            CallLoop? loop = null;
            Pipeline? core = null;
            build += MillisecondsOf(() => loop = CallLoop.Build(cell));
            create += MillisecondsOf(() => core = Pipeline.Create(cell.Core, loop!.Code.Regions, loop.Memory, loop.State));
            run += MillisecondsOf(() =>
            {
                core!.RunUntil(loop!.Head);
                new TimedRun(cell, loop, core, default).Run(Simulation.WarmUpCalls, cell.Calls);
                core.Dispose();
            });
        }

        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        var count = some.Cells.Count;
        yield return new("  kernel built and linked", build * 1000 / count, "us/cell");
        yield return new("  core created", create * 1000 / count, "us/cell");
        yield return new("  calls executed", run * 1000 / count, "us/cell");
        yield return new("  allocated", bytes / 1024.0 / count, "KiB/cell");
    }

    /// <summary>Events that take themselves out of a queue and put themselves in again.</summary>
    public SpeedFigure Queue() => new($"events, {EventsPending} pending", Best(() =>
    {
        var queue = new EventQueue<int>();
        for (var pending = 0; pending < EventsPending; pending++)
            queue.Schedule(new(pending), default, pending);
        for (var count = 0; count < EventsPerRound; count++)
            queue.Replace(queue.NextTime + new Picoseconds(1 + (((count * 0x9E37_79B1L) >> 7) & 1023)), default, count);
        return EventsPerRound;
    }), "M events/s");

    static double Milliseconds(Scenario scenario) => MillisecondsOf(() => new Runner(1).Run(scenario));

    static double MillisecondsOf(Action work)
    {
        var start = Cpu;
        work();
        return (Cpu - start).TotalMilliseconds;
    }

    double Rate<TListener>(Pipeline core, ulong head, TListener listener)
        where TListener : struct, IPipelineListener =>
        Best(() => Executed(core, () => core.RunUntil(head, long.MaxValue, ref listener), CallsPerRound));

    static long Executed(Pipeline core, Action call, int calls) => Executed(() => core.Counts.Instructions, call, calls);

    static long Executed(Func<long> executed, Action call, int calls)
    {
        var before = executed();
        for (var count = 0; count < calls; count++)
            call();
        return executed() - before;
    }

    // Millions per second.
    double Best(Func<long> work)
    {
        var best = 0.0;
        var end = Cpu + patience;
        while (Cpu < end)
        {
            var start = Cpu;
            var done = work();
            var rate = done / (Cpu - start).TotalMicroseconds;
            if (rate > best * ClearlyFaster)
                end = Cpu + patience;
            best = Math.Max(best, rate);
        }

        return best;
    }

    static TimeSpan Cpu => Environment.CpuUsage.TotalTime;
}
