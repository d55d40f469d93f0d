using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Keys;
using Sim.Scenarios.Reading;
using Sim.Scenarios.Spec;
using Sim.Scenarios.Workloads;

namespace Sim.Scenarios.Sweeps;

/// <summary>From the keys of a scenario to its cells.</summary>
static class Plan
{
    /// <summary>The combinations of swept values in order; empty after reporting mistakes.</summary>
    /// <param name="workload">How often what is called.</param>
    /// <param name="tracers">Who traces.</param>
    /// <param name="timeline">What happens meanwhile. Null for nothing.</param>
    /// <param name="sweep">What varies. Null where nothing does.</param>
    /// <param name="machine">What each combination runs on.</param>
    /// <param name="files">Profiles that workloads name.</param>
    /// <param name="seed">The scenario's; a workload may have its own.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public static IReadOnlyList<Step> Steps(
        Node? workload, Node? tracers, Node? timeline, Node? sweep, Machines machine, WorkloadFiles files, long seed, DiagnosticBag bag)
    {
        var before = bag.Count;
        var reader = new SweepReader(machine.CoreNames, machine.KernelNames, bag);
        IReadOnlyList<Sweep> sweeps = sweep is null ? [] : reader.Read(sweep);
        var used = Variables.In(workload).Concat(Variables.In(tracers)).Concat(Variables.In(timeline)).ToList();
        if (!Variables.Check(used, sweeps, bag) || workload is null || tracers is null)
            return [];
        var variables = used.Select(variable => variable.Text[1..]).ToHashSet();
        List<Scalar> all = [.. sweeps.SelectMany(entry => entry.Names).Where(name => !variables.Contains(name.Text))];
        PathValues.Check(all, bag);
        PathValues.CheckVariables(all, "workload", workload, bag);
        PathValues.CheckVariables(all, "tracers", tracers, bag);
        if (bag.Count > before)
            return [];

        var cells = sweeps.Sum(entry => entry.Count * machine.CountOf(entry));
        if (cells > ScenarioKeys.MaxCells)
        {
            var message = FormattableString.Invariant($"the sweep has {cells:N0} cells; at most {ScenarioKeys.MaxCells:N0} are possible");
            sweep!.Place.Report(bag, Code.CellCount, message);
            return [];
        }

        if (sweep is null)
            sweeps = [Sweep.None(workload.Place)];
        var steps = Read(sweeps, (entry, values, found) => StepOf(entry, values, found), bag);
        foreach (var repeat in reader.Repeats)
            bag.Add(repeat);
        return steps;

        Step? StepOf(Sweep entry, Dictionary<string, Node> values, DiagnosticBag found)
        {
            var start = found.Count;
            List<Scalar> paths = [.. entry.Names.Where(name => !variables.Contains(name.Text))];
            var designs = PathValues.Find(values, paths, "strategy") is { } design ? machine.ReadDesigns(design, found) : null;
            var own = PathValues.Find(values, paths, "seed") is { } number ? new ValueReader(found).Integer(number, "seed", 0, long.MaxValue) : null;
            var change = new SpecReader(files, own ?? seed, found).Read(
                PathValues.Apply("workload", Variables.Replace(workload, values), values, paths, found),
                PathValues.Apply("tracers", Variables.Replace(tracers, values), values, paths, found),
                timeline is null ? null : Variables.Replace(timeline, values));
            return found.Count > start || change is null ? null : new Step(entry, change)
            {
                Settings = PathValues.Settings(values, paths, found),
                Designs = designs,
                Seed = own,
                Sought = entry.Goal is { } goal ? (TextOf(values[goal.Name]), Others(values, goal.Name)) : null,
                Swept = [.. paths.Where(path => path.Text.Contains('.', StringComparison.Ordinal)).Select(path => PathValues.Describe(path, values[path.Text]))],
            };
        }
    }

    /// <summary>Every combination by every way of dispatch on every core on every kernel, the combinations fastest. Reports cells that repeat others.</summary>
    /// <param name="scenario">Its name.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="interval">Length of intervals, in picoseconds.</param>
    /// <param name="machines">What each combination runs on.</param>
    /// <param name="steps">The combinations.</param>
    /// <param name="searches">Receives the searches among the cells.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public static IReadOnlyList<Cell> Cells(
        string scenario, long seed, long interval, Machines machines, IReadOnlyList<Step> steps, List<CellSearch> searches, DiagnosticBag bag)
    {
        var cells = new List<Cell>();
        var keys = new HashSet<string>();
        var repeated = new OrderedDictionary<Sweep, (Cell First, HashSet<Step> Steps)>(ReferenceEqualityComparer.Instance);
        var (cores, kernels) = (machines.CoreVariants, machines.KernelVariants);
        foreach (var kernel in machines.Kernels)
        {
            foreach (var (core, design) in machines.Cores.SelectMany(_ => machines.Designs, (core, design) => (core, design)))
            {
                var sought = new Dictionary<(Sweep Sweep, string Others), List<(int Cell, string Value)>>();
                foreach (var step in steps.Where(step => step.Sweep.IsFor(core.Value.Name, kernel.Value.Name)))
                {
                    if (cores.Of(core, step.Settings.Core) is not { } itsCore || kernels.Of(kernel, step.Settings.Kernel) is not { } itsKernel)
                        continue;
                    var machine = Machine(itsCore.Value, itsKernel.Value, step.Designs is [var own] ? own : design) with { Interval = interval };
                    var cell = PlannedCell.Of(step.Apply(machine), scenario, cells.Count, step.Seed ?? seed) with { Swept = step.Swept };
                    cells.Add(cell);
                    if (!keys.Add(cell.Key))
                    {
                        repeated.TryAdd(step.Sweep, (cell, []));
                        repeated[step.Sweep].Steps.Add(step);
                    }

                    if (step.Sought is not { } at)
                        continue;
                    if (!sought.TryGetValue((step.Sweep, at.Others), out var candidates))
                        sought[(step.Sweep, at.Others)] = candidates = [];
                    candidates.Add((cell.Index, at.Value));
                }

                searches.AddRange(sought.Select(search => new CellSearch(search.Key.Sweep.Goal!, Where(cells[search.Value[0].Cell], search.Key.Others, machines), search.Value)));
            }
        }

        foreach (var (sweep, (first, repeats)) in repeated)
        {
            var others = repeats.Count > 1 ? FormattableString.Invariant($"; and {repeats.Count - 1:N0} more") : "";
            sweep.Place.Report(bag, Code.DuplicateCell, $"this sweep entry repeats a cell: {Describe(first)}{others}");
        }

        return cells;
    }

    static string Others(IReadOnlyDictionary<string, Node> values, string sought) =>
        string.Join(' ', values.Where(value => value.Key != sought).Select(value => $"{value.Key}={TextOf(value.Value)}"));

    static string TextOf(Node value) => value is Scalar scalar ? scalar.Text : YamlText.Of(value);

    // The machine as far as there are several, then the values.
    static string Where(Cell cell, string others, Machines machines) => string.Join(' ', ((string[])[
        machines.Kernels.Count > 1 ? $"kernel={cell.Spec.Kernel.Name}" : "",
        machines.Cores.Count > 1 ? $"core={cell.Spec.Core.Name}" : "",
        machines.Designs.Count > 1 ? $"strategy={cell.Strategy}" : "",
        others]).Where(text => text.Length > 0));

    // Who calls and who traces, the steps say.
    static CellSpec Machine(CoreProfile core, KernelBuild kernel, UserTrampoline? design) => new()
    {
        Core = core,
        Kernel = kernel,
        Design = design,
        Tracer = "nop",
        RelevantTracers = 0,
        IrrelevantTracers = 0,
        Calls = 1,
    };

    static List<Step> Read(IReadOnlyList<Sweep> sweeps, Func<Sweep, Dictionary<string, Node>, DiagnosticBag, Step?> read, DiagnosticBag bag)
    {
        var steps = new List<Step>();
        // A mistake outside the swept values shows in every combination: it is reported once.
        var mistakes = new HashSet<Diagnostic>();
        foreach (var sweep in sweeps)
        {
            var none = true;
            foreach (var values in sweep.Combinations())
            {
                none = false;
                var found = new DiagnosticBag();
                var step = read(sweep, values, found);
                foreach (var diagnostic in found.Where(mistakes.Add))
                    bag.Add(diagnostic);
                if (step is not null)
                    steps.Add(step);
            }

            if (none)
                sweep.Place.Report(bag, Code.EmptyExclusion, "this sweep entry excludes all of its combinations");
        }

        return steps;
    }

    static string Describe(Cell cell) => string.Join(", ",
        ((string[])[
            FormattableString.Invariant($"{cell.Spec.RelevantTracers} relevant"),
            FormattableString.Invariant($"{cell.Spec.IrrelevantTracers} irrelevant"),
            FormattableString.Invariant($"{cell.Spec.Calls} calls"),
        ]).Concat(cell.Swept.Select(value => $"{value.Path} {value.Text}")));
}
