using Sim.Core;
using Sim.Core.Kernel.Layout;
using Sim.Core.Mechanisms;
using Sim.Core.Runs;
using Sim.Scenarios.Files;

namespace Sim.Scenarios.Running;

// The simulation stands last: only tests give it.
#pragma warning disable CA1068

/// <summary>Runs cells, several at a time, each distinct one once.</summary>
public static class Runner
{
    /// <summary>Results of the scenario's cells in plan order, the same for any <paramref name="jobs"/>.</summary>
    /// <param name="scenario">What to run.</param>
    /// <param name="jobs">Simulations at a time, 1 or more.</param>
    /// <param name="progress">Told of each cell when it is done, in any order.</param>
    /// <param name="cancel">Ends the run early: the cells done by then are returned, the others are missing.</param>
    /// <param name="simulate">Runs a cell, on several threads at once; <see cref="Simulation.Run"/> if null.
    /// What it throws becomes the reason of a failed cell.</param>
    public static IReadOnlyList<CellResult> Run(
        Scenario scenario,
        int jobs,
        IProgress<CellResult>? progress = null,
        CancellationToken cancel = default,
        Func<CellSpec, CancellationToken, RunResult>? simulate = null) =>
        Run(scenario.Name, scenario.Cells, scenario.Seed, jobs, progress, cancel, simulate);

    internal static IReadOnlyList<CellResult> Run(
        string name,
        IReadOnlyList<CellSpec> cells,
        long seed,
        int jobs,
        IProgress<CellResult>? progress,
        CancellationToken cancel,
        Func<CellSpec, CancellationToken, RunResult>? simulate)
    {
        var baselines = cells.Select(BaselineOf).ToList();
        var waiting = new Dictionary<CellSpec, List<int>>();
        for (var cell = 0; cell < cells.Count; cell++)
        {
            Wait(baselines[cell], cell);
            Wait(cells[cell], cell);
        }

        var outcomes = new RunOutcomes(simulate ?? Simulation.Run, cancel);
        var results = new CellResult?[cells.Count];
        outcomes.RunAll([.. waiting.Keys], jobs, spec =>
        {
            // Called for one spec at a time: the second of a cell's two runs completes it.
            foreach (var cell in waiting[spec])
            {
                var (run, baseline) = (outcomes.Find(cells[cell]), outcomes.Find(baselines[cell]));
                if (results[cell] is not null || run is null || baseline is null)
                    continue;
                var result = Result(name, cell, cells[cell], seed, run, baseline);
                results[cell] = result;
                progress?.Report(result);
            }
        });
        return [.. results.OfType<CellResult>()];

        void Wait(CellSpec spec, int cell)
        {
            if (!waiting.TryGetValue(spec, out var indices))
                waiting.Add(spec, indices = []);
            indices.Add(cell);
        }
    }

    static CellSpec BaselineOf(CellSpec cell) => cell with { RelevantTracers = 0, IrrelevantTracers = 0, Tools = ToolSet.None, Timeline = cell.Timeline.WithoutTools };

    static Reach? ReachOf(CellSpec spec, Mechanism mechanism) =>
        mechanism.HasReach && AddressSpace.Of(spec.Kernel) is { } space ? MechanismReach.Of(space, mechanism).All : null;

    static CellResult Result(string name, int index, CellSpec spec, long seed, RunOutcome run, RunOutcome baseline)
    {
        var mechanism = spec.Mechanism;
        var failed = run.Status != CellStatus.Ok ? run : baseline;
        var numbers = failed.Status == CellStatus.Ok;
        return new CellResult
        {
            Scenario = name,
            Cell = index,
            Spec = spec,
            Strategy = mechanism.Name,
            Seed = seed,
            Status = failed.Status,
            Reason = numbers ? run.Result?.Path.Reason : failed.Reason,
            Run = numbers ? run.Result : null,
            Baseline = numbers ? baseline.Result : null,
            Reach = ReachOf(spec, mechanism),
            Validated = mechanism.Validated,
        };
    }
}
