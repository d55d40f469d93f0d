using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;
using Sim.Scenarios.Workloads;

namespace Sim.Scenarios.Sweeps;

/// <summary>From the keys of a scenario to its cells.</summary>
static class Plan
{
    // Of a scenario.
    const int MaxCells = 100_000;

    /// <summary>The points of the sweep in order; empty after reporting mistakes.</summary>
    /// <param name="workload">How often what is called.</param>
    /// <param name="tracers">Who traces.</param>
    /// <param name="timeline">What happens meanwhile. Null for nothing.</param>
    /// <param name="sweep">Values of the variables in the others. Null where there are none.</param>
    /// <param name="cores">Number of cores, times ways of dispatch, that each point will run with.</param>
    /// <param name="kernels">Names of the kernels that it will run on, unless its sweep entry names some of them.</param>
    /// <param name="files">Profiles that workloads name.</param>
    /// <param name="seed">The scenario's; a workload may have its own.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public static IReadOnlyList<PlannedPoint> Points(
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
            kernels,
            (values, found) => new PointReader(files, seed, found).Read(
                Variables.Replace(workload, values),
                Variables.Replace(tracers, values),
                timeline is null ? null : Variables.Replace(timeline, values)),
            bag);
    }

    /// <summary>Every point by every way of dispatch on every core on every kernel, the points fastest.</summary>
    public static IReadOnlyList<CellSpec> Cells(
        IReadOnlyList<KernelBuild> kernels,
        IReadOnlyList<CoreProfile> cores,
        IReadOnlyList<TrampolineDesign?> designs,
        IReadOnlyList<PlannedPoint> points) =>
    [
        .. from kernel in kernels
           from core in cores
           from design in designs
           from planned in points
           where planned.RunsOn(kernel.Name)
           let point = planned.Point
           select new CellSpec
           {
               Core = core,
               Kernel = kernel,
               Tracer = point.Tracer,
               OwnTracer = point.OwnTracer,
               RelevantTracers = point.Relevant,
               IrrelevantTracers = point.Irrelevant,
               OpsFlags = point.Flags,
               Setup = point.Setup,
               Design = design,
               Calls = point.Calls,
               State = point.State,
               Timeline = point.Timeline,
               Arrivals = point.Arrivals,
               Population = point.Population,
               Tools = point.Tools,
           },
    ];

    static List<PlannedPoint> Read(
        IReadOnlyList<Sweep> sweeps, IReadOnlyList<string> kernels, Func<Dictionary<string, Node>, DiagnosticBag, Point?> read, DiagnosticBag bag)
    {
        var points = new List<PlannedPoint>();
        var seen = new HashSet<(Point, string)>();
        // A mistake outside the swept values shows in every point: it is reported once.
        var mistakes = new HashSet<Diagnostic>();
        foreach (var sweep in sweeps)
        {
            foreach (var values in sweep.Combinations())
            {
                var found = new DiagnosticBag();
                var point = read(values, found);
                foreach (var diagnostic in found.Where(mistakes.Add))
                    bag.Add(diagnostic);
                if (point is not { } cell)
                    continue;
                points.Add(new(cell, sweep.Kernels));
                if ((sweep.Kernels ?? kernels).Where(kernel => !seen.Add((cell, kernel))).ToList().Count > 0)
                    sweep.Place.Report(bag, Code.DuplicateCell, $"this sweep entry repeats a cell: {Describe(cell)}");
            }
        }

        return points;
    }

    static string Describe(Point point) =>
        FormattableString.Invariant($"{point.Relevant} relevant, {point.Irrelevant} irrelevant, {point.Calls} calls");
}
