using Sim.Core.Events;
using Sim.Core.Loads;
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
    const int TableRounds = 5;
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

    /// <summary>The same instructions, executed by the forms that the engine has for them and not timed: what timing is compared with.</summary>
    public SpeedFigure Floor(CellSpec cell)
    {
        var loop = CallLoop.Build(cell);
        using var core = new Untimed(cell.Core, loop.Code.Regions, new Uncore(cell.Core, loop.Memory), loop.State);
        core.RunUntil(loop.Head);
        return new("execution without timing", Rate(() => core.Executed, () => core.RunUntil(loop.Head)), "M instructions/s");
    }

    /// <summary>All cells of <paramref name="scenario"/>, one after the other: for the first time, when the runtime has yet to compile what they need, and again.</summary>
    public static IEnumerable<SpeedFigure> Table(Scenario scenario)
    {
        var what = $"{scenario.Cells.Count} cells of {scenario.Name}";
        yield return new($"{what}, first time", Milliseconds(scenario), "ms");
        yield return new($"{what}, again", Enumerable.Range(0, TableRounds).Min(_ => Milliseconds(scenario)), "ms");
    }

    /// <summary>Cells of a sweep.</summary>
    public static SpeedFigure Cells(Scenario scenario, int cells)
    {
        var step = scenario.Cells.Count / cells;
        var some = scenario with { Cells = [.. scenario.Cells.Where((_, index) => index % step == 0)] };
        return new("cells of a sweep", some.Cells.Count / (Milliseconds(some) / 1000), "cells/s");
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

    static double Milliseconds(Scenario scenario)
    {
        var start = Cpu;
        new Runner(1).Run(scenario);
        return (Cpu - start).TotalMilliseconds;
    }

    double Rate<TListener>(Pipeline core, ulong head, TListener listener)
        where TListener : struct, IPipelineListener =>
        Rate(() => core.Counts.Instructions, () => core.RunUntil(head, long.MaxValue, ref listener));

    double Rate(Func<long> executed, Action call) => Best(() =>
    {
        var before = executed();
        for (var count = 0; count < CallsPerRound; count++)
            call();
        return executed() - before;
    });

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
