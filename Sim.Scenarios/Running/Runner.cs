using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Sim.Core;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Layout;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Runs;
using Sim.Scenarios.Files;
using Sim.Scenarios.Spec;
using Sim.Scenarios.Store;

namespace Sim.Scenarios.Running;

/// <summary>Runs cells, several at a time, each distinct run once. Every verb and analysis uses one.</summary>
/// <param name="jobs">Simulations at a time, 1 or more; results do not depend on it.</param>
/// <param name="simulate">Runs a cell, on several threads at once; <see cref="Simulation.Run"/> if null. What it throws becomes the reason of a failed cell.</param>
/// <param name="cancel">Ends runs early: what is done by then is returned, the rest is missing.</param>
public sealed class Runner(int jobs, Func<CellSpec, CancellationToken, RunResult>? simulate = null, CancellationToken cancel = default)
{
    readonly Func<CellSpec, CancellationToken, RunResult> _simulate = simulate ?? Simulation.Run;

    /// <summary>Where runs are kept and found again; nowhere by default.</summary>
    public KnownRuns Known { get; init; } = KnownRuns.None;

    /// <summary>Simulations at a time, 1 or more.</summary>
    public int Jobs => jobs;

    /// <summary>True once it is to stop.</summary>
    public bool IsCancelled => cancel.IsCancellationRequested;

    /// <summary>The same runner with every cell changed before it is simulated.</summary>
    public Runner Changing(Func<CellSpec, CellSpec> change) => new(jobs, (cell, token) => _simulate(change(cell), token), cancel);

    /// <summary>Stops an analysis that cannot go on without the rest.</summary>
    public void ThrowIfCancelled() => cancel.ThrowIfCancellationRequested();

    /// <summary>Results of the scenario's cells in plan order.</summary>
    /// <param name="scenario">What to run.</param>
    /// <param name="progress">Told of each cell when it is done, in any order.</param>
    public IReadOnlyList<CellResult> Run(Scenario scenario, IProgress<CellResult>? progress = null) => Run(scenario.Cells, progress);

    /// <summary>Results of cells that no scenario planned, in their order.</summary>
    internal IReadOnlyList<CellResult> Run(string name, IEnumerable<CellSpec> specs, IProgress<CellResult>? progress = null) =>
        Run([.. specs.Select((spec, index) => PlannedCell.Of(spec, name, index, seed: 0))], progress);

    internal IReadOnlyList<CellResult> Run(IReadOnlyList<Cell> cells, IProgress<CellResult>? progress = null)
    {
        var runs = new Dictionary<string, PendingRun>();
        var waiting = new Dictionary<PendingRun, List<PendingCell>>();
        (string Key, CellSpec Spec)? baseline = null;
        foreach (var (place, cell) in cells.Index())
        {
            // Neighbours mostly have the same.
            var spec = BaselineOf(cell);
            if (baseline is not { } last || last.Spec != spec)
                baseline = (CellKey.Of(spec), spec);
            var pending = new PendingCell(cell, place, Run(baseline.Value), Run((cell.Key, cell.Spec)));
            waiting[pending.Run].Add(pending);
            if (pending.Baseline != pending.Run)
                waiting[pending.Baseline].Add(pending);
        }

        var results = new CellResult?[cells.Count];
        new RunPool(_simulate, cancel).RunAll([.. runs.Values], jobs, Known, run =>
        {
            // Called for one run at a time: the second of a cell's two runs completes it.
            foreach (var cell in waiting[run].Where(cell => cell is { Run.Outcome: not null, Baseline.Outcome: not null }))
            {
                results[cell.Place] = Result(cell.Cell, cell.Run.Outcome!, cell.Baseline.Outcome!);
                progress?.Report(results[cell.Place]!);
            }
        });
        return [.. results.OfType<CellResult>()];

        PendingRun Run((string Key, CellSpec Spec) of)
        {
            if (runs.TryGetValue(of.Key, out var known))
                return known;
            var run = runs[of.Key] = new(of.Key, of.Spec);
            waiting[run] = [];
            return run;
        }
    }

    // Without tracers, and without what attaches them.
    static CellSpec BaselineOf(Cell cell) =>
        cell.Spec with { RelevantTracers = 0, IrrelevantTracers = 0, Tools = ToolSet.None, Timeline = cell.Spec.Timeline.WithoutTools };

    // The same for all cells of a kernel build and mechanism.
    static readonly ConditionalWeakTable<KernelBuild, ConcurrentDictionary<string, Reach?>> Reaches = [];

    static Reach? ReachOf(Cell cell) => cell.Spec.Design is not null ? Reached(cell.Spec) : Reaches.GetOrCreateValue(cell.Spec.Kernel).GetOrAdd(cell.Strategy, _ => Reached(cell.Spec));

    static Reach? Reached(CellSpec spec) =>
        spec.Mechanism is { HasReach: true } mechanism && AddressSpace.Of(spec.Kernel) is { } space ? MechanismReach.Of(space, mechanism).All : null;

    static CellResult Result(Cell cell, StoredRun run, StoredRun baseline)
    {
        var failed = run.Status != CellStatus.Ok ? run : baseline;
        var numbers = failed.Status == CellStatus.Ok;
        return new CellResult
        {
            Planned = cell,
            Status = failed.Status,
            Reason = numbers ? run.Result?.Path.Reason : failed.Reason,
            Run = numbers ? run.Result : null,
            Baseline = numbers ? baseline.Result : null,
            Reach = ReachOf(cell),
        };
    }

    sealed record PendingCell(Cell Cell, int Place, PendingRun Baseline, PendingRun Run);
}
