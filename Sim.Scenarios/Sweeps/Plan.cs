using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;
using Sim.Scenarios.Spec;
using Sim.Scenarios.Workloads;

namespace Sim.Scenarios.Sweeps;

/// <summary>From the keys of a scenario to its cells.</summary>
static class Plan
{
    // Of a scenario.
    const int MaxCells = 100_000;

    /// <summary>The combinations of swept values in order; empty after reporting mistakes.</summary>
    /// <param name="workload">How often what is called.</param>
    /// <param name="tracers">Who traces.</param>
    /// <param name="timeline">What happens meanwhile. Null for nothing.</param>
    /// <param name="sweep">Values of the variables in the others. Null where there are none.</param>
    /// <param name="cores">Number of cores, times ways of dispatch, that each combination will run with.</param>
    /// <param name="kernels">Names of the kernels that it will run on, unless its sweep entry names some of them.</param>
    /// <param name="files">Profiles that workloads name.</param>
    /// <param name="seed">The scenario's; a workload may have its own.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public static IReadOnlyList<Step> Steps(
        Node? workload,
        Node? tracers,
        Node? timeline,
        Node? sweep,
        int cores,
        IReadOnlyList<string> kernels,
        WorkloadFiles files,
        long seed,
        DiagnosticBag bag)
    {
        IReadOnlyList<Sweep> sweeps = sweep is null ? [] : Sweep.Read(sweep, kernels, bag);
        var used = Variables.In(workload).Concat(Variables.In(tracers)).Concat(Variables.In(timeline)).ToList();
        if (!Variables.Check(used, sweeps, bag) || workload is null || tracers is null)
            return [];
        var cells = sweeps.Sum(entry => entry.Count * Math.Max(1, cores * (entry.Kernels ?? kernels).Count));
        if (cells > MaxCells)
        {
            var message = FormattableString.Invariant($"the sweep has {cells:N0} cells; at most {MaxCells:N0} are possible");
            sweep!.Place.Report(bag, Code.CellCount, message);
            return [];
        }

        if (sweep is null)
            sweeps = [new Sweep(workload.Place, [], null)];
        return Read(
            sweeps,
            (values, found) => new SpecReader(files, seed, found).Read(
                Variables.Replace(workload, values),
                Variables.Replace(tracers, values),
                timeline is null ? null : Variables.Replace(timeline, values)),
            bag);
    }

    /// <summary>Every combination by every way of dispatch on every core on every kernel, the combinations fastest. Reports cells that repeat others.</summary>
    public static IReadOnlyList<Cell> Cells(
        string scenario,
        long seed,
        long interval,
        IReadOnlyList<KernelBuild> kernels,
        IReadOnlyList<CoreProfile> cores,
        IReadOnlyList<TrampolineDesign?> designs,
        IReadOnlyList<Step> steps,
        DiagnosticBag bag)
    {
        var cells = new List<Cell>();
        var keys = new HashSet<string>();
        var repeated = new HashSet<Step>();
        foreach (var machine in
            from kernel in kernels
            from core in cores
            from design in designs
            select Machine(core, kernel, design) with { Interval = interval })
        {
            foreach (var step in steps.Where(step => step.RunsOn(machine.Kernel.Name)))
            {
                var cell = PlannedCell.Of(step.Apply(machine), scenario, cells.Count, seed);
                cells.Add(cell);
                if (!keys.Add(cell.Key) && repeated.Add(step))
                    step.Sweep.Place.Report(bag, Code.DuplicateCell, $"this sweep entry repeats a cell: {Describe(cell.Spec)}");
            }
        }

        return cells;
    }

    // Who calls and who traces, the steps say.
    static CellSpec Machine(CoreProfile core, KernelBuild kernel, TrampolineDesign? design) => new()
    {
        Core = core,
        Kernel = kernel,
        Design = design,
        Tracer = "nop",
        RelevantTracers = 0,
        IrrelevantTracers = 0,
        Calls = 1,
    };

    static List<Step> Read(IReadOnlyList<Sweep> sweeps, Func<Dictionary<string, Node>, DiagnosticBag, Func<CellSpec, CellSpec>?> read, DiagnosticBag bag)
    {
        var steps = new List<Step>();
        // A mistake outside the swept values shows in every combination: it is reported once.
        var mistakes = new HashSet<Diagnostic>();
        foreach (var sweep in sweeps)
        {
            foreach (var values in sweep.Combinations())
            {
                var found = new DiagnosticBag();
                var change = read(values, found);
                foreach (var diagnostic in found.Where(mistakes.Add))
                    bag.Add(diagnostic);
                if (change is not null)
                    steps.Add(new(sweep, change));
            }
        }

        return steps;
    }

    static string Describe(CellSpec spec) =>
        FormattableString.Invariant($"{spec.RelevantTracers} relevant, {spec.IrrelevantTracers} irrelevant, {spec.Calls} calls");
}
