using System.Globalization;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Attaching;

/// <summary>How long attaching and detaching take, and which step, for people.</summary>
public static class AttachTable
{
    const double NsPerMs = 1e6;
    const double NsPerUs = 1e3;
    const double Million = 1e6;

    static readonly IReadOnlyList<Column<Row>> TotalColumns =
    [
        new("core", "core profile", row => row.Of.Spec.Core.Name, IsText: true),
        new("kernel", "kernel build", row => row.Of.Spec.Kernel.Name, IsText: true),
        new("functions", "functions in the filter of each ops; 1 is the last of all", row => NumberText.Integer(row.Of.Functions)),
        new("operation", "attach registers all ops, detach unregisters them", row => row.Name, IsText: true),
        new("time (ms)", "of one core", row => Ms(row.Operation)),
        new("waits (ms)", "sleep for RCU grace periods, least to most: 20 to 120 ms for each ops of a module that is detached (jolsa-2025-direct-ops: 100 ms, on x86; "
            + "the range is a guess), 5 to 60 ms for switching the kernel's tracer (a guess)", row => Range(row.Operation.Wait, 0)),
        new("as waited (ms)", "time and waits: what the user sees", row => Range(row.Operation.Wait, row.Operation.TimeNs)),
        new("per function (ns)", "time by functions", row => NumberText.Significant(row.Operation.TimeNs / row.Of.Functions)),
        new("instructions (millions)", "executed", row => Millions(row.Operation.Instructions)),
        new("measured (millions)", "instructions on the real kernel, median; nothing if not measured", row => row.Measured is { } real ? Millions(real) : NumberText.Missing),
        new("error (%)", "executed less measured, in percent of measured", row => NumberText.SignedPercent(row.Measured is { } real ? ((double)row.Operation.Instructions / real - 1) * 100 : null)),
        new("per cycle", "instructions per cycle", row => NumberText.Significant((double)row.Operation.Instructions / row.Operation.Cycles)),
        new("patched", "callsites whose instruction changed", row => NumberText.Integer(row.Operation.Patched)),
    ];

    /// <summary>The tables of <paramref name="results"/>.</summary>
    public static Document Of(IReadOnlyList<AttachResult> results, IReadOnlyList<AttachMeasurement> measured) => new(
        Headline(results),
        [Conditions(results[0].Spec, results[0].Executed)],
        [
            new("How long", [Table.Of("", TotalColumns, results.SelectMany(result => Rows(result, measured)))], []),
            new("Which step", [.. results.GroupBy(result => (result.Spec.Core, result.Spec.Kernel)).Select(group => Steps([.. group]))],
                [.. AttachStep.All.Select(step => $"{step.Name}: {step.Meaning}.")]),
        ]);

    static string Headline(IReadOnlyList<AttachResult> results)
    {
        var (least, most) = (results.MinBy(result => result.Functions)!, results.MaxBy(result => result.Functions)!);
        return least.Functions == most.Functions
            ? $"Attaching to {Functions(least)} takes {Ms(least.Attach)} ms on {least.Spec.Core.Name}, {least.Spec.Kernel.Name}"
            : $"Attaching to {Functions(least)} takes {Ms(least.Attach)} ms on {least.Spec.Core.Name}, {least.Spec.Kernel.Name}; "
                + $"to {Functions(most)} {Ms(most.Attach)} ms on {most.Spec.Core.Name}, {most.Spec.Kernel.Name}";
    }

    static string Conditions(AttachSpec spec, int executed) =>
        $"{(spec.Ops == 1 ? "One ops" : $"{NumberText.Integer(spec.Ops)} ops, one after the other,")} with tracer {spec.Tracer}, on an untraced kernel; "
            + "executed instruction by instruction over records in memory, from cold caches."
            + (executed == spec.Ops ? "" : $" {NumberText.Integer(executed)} ops were executed: each further one repeats the last one's instructions, but for the longer list of ops.")
            + (spec.AmongPercent == 100 ? "" : $" Functions are among the first {spec.AmongPercent} % of all.");

    static IEnumerable<Row> Rows(AttachResult result, IReadOnlyList<AttachMeasurement> measured)
    {
        foreach (var (attaches, name, operation) in new[] { (true, "attach", result.Attach), (false, "detach", result.Detach) })
            yield return new(result, name, operation, measured.FirstOrDefault(row => row.Attaches == attaches && row.IsOf(result.Spec))?.Instructions);
    }

    // An operation, with the instructions that it took on the real kernel.
    sealed record Row(AttachResult Of, string Name, OperationResult Operation, long? Measured);

    static string Range(RcuWait wait, double plusNs) => wait.MostNs == 0 && plusNs == 0
        ? NumberText.Missing
        : wait.MostNs == 0 ? NumberText.Significant(plusNs / NsPerMs)
        : $"{NumberText.Significant((wait.LeastNs + plusNs) / NsPerMs)} to {NumberText.Significant((wait.MostNs + plusNs) / NsPerMs)}";

    // A column per operation and number of functions, a row per step.
    static Table Steps(IReadOnlyList<AttachResult> results)
    {
        var spec = results[0].Spec;
        List<(string Name, OperationResult Operation)> operations =
        [
            .. results.Select(result => ($"attach {NumberText.Integer(result.Functions)} (µs)", result.Attach)),
            .. results.Select(result => ($"detach {NumberText.Integer(result.Functions)} (µs)", result.Detach)),
        ];
        List<Column<(AttachStep Step, IReadOnlyList<double> Us)>> columns =
        [
            new("step", "see below", row => row.Step.Name, IsText: true),
            .. operations.Select((operation, place) => new Column<(AttachStep Step, IReadOnlyList<double> Us)>(operation.Name, "time of the step", row => NumberText.Significant(row.Us[place]))),
        ];
        var rows = AttachStep.All.Select(step => (Step: step, Us: (IReadOnlyList<double>)[.. operations.Select(operation => TimeUs(operation.Operation, spec, step))]));
        return Table.Of($"{spec.Core.Name}, {spec.Kernel.Name}", columns, rows.Where(row => row.Us.Any(us => us > 0)));
    }

    static double TimeUs(OperationResult operation, AttachSpec spec, AttachStep step) =>
        spec.Core.Clock.ToNanoseconds(operation.Steps.Where(part => step.Regions.Contains(part.Region)).Sum(part => part.Cycles)) / NsPerUs;

    static string Functions(AttachResult result) => result.Functions == 1 ? "one function" : $"{NumberText.Integer(result.Functions)} functions";

    static string Ms(OperationResult operation) => NumberText.Significant(operation.TimeNs / NsPerMs);

    static string Millions(long instructions) => (instructions / Million).ToString("F2", CultureInfo.InvariantCulture);
}
