using Sim.Core.Diagnostics;
using Sim.Core.Hardware;
using Sim.Core.Kernel.Build;
using Sim.Core.Results;
using Sim.Scenarios.Files;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Sweeps;

/// <summary>From the keys of a scenario to its cells.</summary>
static class Plan
{
    /// <summary>The points of the sweep in order; empty after reporting mistakes.</summary>
    /// <param name="workload">How often what is called.</param>
    /// <param name="tracers">Who traces.</param>
    /// <param name="sweep">Values of the variables in the other two. Null where there are none.</param>
    /// <param name="machines">Combinations of core and kernel that each point will run on.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public static IReadOnlyList<Point> Points(Node? workload, Node? tracers, Node? sweep, int machines, DiagnosticBag bag)
    {
        IReadOnlyList<Sweep> sweeps = sweep is null ? [] : Sweep.Read(sweep, bag);
        var used = Variables.In(workload).Concat(Variables.In(tracers)).ToList();
        if (!Variables.Check(used, sweeps, bag) || workload is null || tracers is null)
            return [];
        var cells = sweeps.Sum(entry => entry.Count) * Math.Max(1, machines);
        if (cells > Scenario.MaxCells)
        {
            var message = FormattableString.Invariant($"the sweep has {cells:N0} cells; at most {Scenario.MaxCells:N0} are possible");
            sweep!.Place.Report(bag, Code.CellCount, message);
            return [];
        }

        if (sweep is null)
            sweeps = [new Sweep(workload.Place, [])];
        return Read(workload, tracers, sweeps, bag);
    }

    /// <summary>Every point on every core on every kernel, the points fastest.</summary>
    public static IReadOnlyList<CellSpec> Cells(
        IReadOnlyList<KernelBuild> kernels, IReadOnlyList<CoreProfile> cores, IReadOnlyList<Point> points) =>
    [
        .. from kernel in kernels
           from core in cores
           from point in points
           select new CellSpec
           {
               Core = core,
               Kernel = kernel,
               Tracer = point.Tracer,
               RelevantTracers = point.Relevant,
               IrrelevantTracers = point.Irrelevant,
               OpsFlags = point.Flags,
               Calls = point.Calls,
               State = point.State,
           },
    ];

    static List<Point> Read(Node workload, Node tracers, IReadOnlyList<Sweep> sweeps, DiagnosticBag bag)
    {
        var points = new List<Point>();
        var seen = new HashSet<Point>();
        // A mistake outside the swept values shows in every point: it is reported once.
        var mistakes = new HashSet<Diagnostic>();
        foreach (var sweep in sweeps)
        {
            foreach (var values in sweep.Combinations())
            {
                var found = new DiagnosticBag();
                var point = new PointReader(found).Read(Variables.Replace(workload, values), Variables.Replace(tracers, values));
                foreach (var diagnostic in found.Where(mistakes.Add))
                    bag.Add(diagnostic);
                if (point is not { } cell)
                    continue;
                points.Add(cell);
                if (!seen.Add(cell))
                    sweep.Place.Report(bag, Code.DuplicateCell, $"this sweep entry repeats a cell: {Describe(cell)}");
            }
        }

        return points;
    }

    static string Describe(Point point) =>
        FormattableString.Invariant($"{point.Relevant} relevant, {point.Irrelevant} irrelevant, {point.Calls} calls");
}
