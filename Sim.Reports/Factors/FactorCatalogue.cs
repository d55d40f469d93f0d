using Sim.Core.Kernel;
using Sim.Core.Kernel.Ops;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Core.Units;
using Sim.Reports.Cells;

namespace Sim.Reports.Factors;

/// <summary>Every factor that cells can have, taken apart as far as charts need it: a state into its numbers, a set of tools into its tools.</summary>
static class FactorCatalogue
{
    const double PicosecondsPerNs = 1000;

    /// <summary>The factors of these cells, in the order in which colours and panels are given to them. Some may be the same everywhere.</summary>
    public static IReadOnlyList<Factor> Of(IReadOnlyList<CellResult> cells)
    {
        var loops = cells.All(cell => cell.Spec.Population is null);
        var tools = cells.SelectMany(cell => cell.Spec.Tools.All).Select(tool => tool.Name).Distinct().ToList();
        var swept = cells.SelectMany(cell => cell.Planned.Swept).DistinctBy(value => value.Path).ToList();
        return
        [
            Way(cells),
            new("tracer", "tracer", cell => cell.Spec.Population is null ? cell.Spec.Tracer : "") { Plain = "" },
            new("attach", "attachment", cell => cell.Spec.Setup.Attachment.Remark ?? cell.Spec.Setup.Attachment.Name) { Plain = Attachment.Ops.Name },
            new("built_in", "place of tracers", cell => cell.Spec.Setup.BuiltIn ? "built-in" : "module") { Plain = "module", Plural = "places of tracers" },
            new("flags", "flags", cell => OpsFlagNames.Of(cell.Spec.OpsFlags)) { Plain = "none", Label = text => $"flags {text}", Plural = "sets of flags" },
            .. tools.SelectMany(ToolFactors),
            new("core", "core", cell => cell.Spec.Core.Name),
            .. loops ? Counts : [],
            new("filter", "filter", cell => cell.Spec.Setup.Relevant.ToString()!) { Plain = "1", Label = text => $"filter {text}" },
            new("irrelevant_filter", "irrelevant filter", cell => cell.Spec.Setup.Irrelevant.ToString()!) { Plain = "1", Label = text => $"filter {text}" },
            new("cold", "what is cold", cell => cell.Spec.State.Cold == ColdParts.None ? "" : (cell.Spec.State with { PollutedLines = 0, StackOffset = 0 }).ToString()) { Plain = "", Plural = "kinds of cold" },
            Number("polluted_lines", "polluted lines", cell => cell.Spec.State.PollutedLines) with { Label = text => text == "0" ? "warm" : $"{text} polluted lines" },
            Number("stack_offset", "stack offset", cell => cell.Spec.State.StackOffset) with { Unit = "B", Plain = "0", Label = text => $"stack {text} B lower" },
            new("arrivals", "arrivals", cell => cell.Spec.Arrivals is { } open ? ArrivalKindNames.Of(open.Kind) : "back to back") { Plain = "back to back", Plural = "kinds of arrivals" },
            new("every", "mean time between two calls", cell => cell.Spec.Arrivals is { } open ? new Picoseconds(open.Every).ToString() : "")
            {
                Number = cell => cell.Spec.Arrivals?.Every / PicosecondsPerNs,
                Unit = "ns",
                Plain = "",
                Label = text => $"a call every {text}",
            },
            new("functions", "functions", cell => cell.Spec.PopulationText) { Plural = "sets of functions" },
            .. swept.Select(Swept),
            Number("calls", "calls", cell => cell.Spec.Calls) with { Label = text => $"{text} calls" },
            new("timeline", "timeline", cell => cell.Spec.Timeline.ToString()),
        ];
    }

    static IReadOnlyList<Factor> Counts { get; } =
    [
        Number("relevant", "relevant tracers", cell => cell.Spec.RelevantTracers) with { Label = text => $"{text} relevant" },
        Number("irrelevant", "irrelevant tracers", cell => cell.Spec.IrrelevantTracers) with { Label = text => $"{text} irrelevant" },
    ];

    // A strategy with its kernel and attachment where it occurs with several; else these follow from it.
    static Factor Way(IReadOnlyList<CellResult> cells)
    {
        var strategies = cells.Select(cell => cell.Planned).GroupBy(cell => cell.Strategy).ToDictionary(
            strategy => strategy.Key,
            strategy => (
                Kernels: strategy.Select(cell => cell.Spec.Kernel.Name).Distinct().Count(),
                Attachments: strategy.Select(cell => cell.Spec.Setup.Attachment.Remark).Distinct().Count()));
        var shared = SharedWay.Of(cells);
        return new("strategy", "strategy", cell =>
        {
            var (kernels, attachments) = strategies[cell.Strategy];
            List<string> parts = [];
            if (shared.Strategy is null)
                parts.Add(cell.Strategy);
            if (kernels > 1)
                parts.Add(cell.Spec.Kernel.Name);
            if (attachments > 1 && cell.Spec.Setup.Attachment.Remark is { } remark)
                parts.Add(remark);
            var name = string.Join(", ", parts);
            return cell.Validated || shared.IsUnvalidated ? name : $"{name} ({CellGroup.UnvalidatedMark})";
        })
        {
            Plural = "strategies",
        };
    }

    static IEnumerable<Factor> ToolFactors(string name)
    {
        Tool? Of(Cell cell) => cell.Spec.Tools.All.FirstOrDefault(tool => tool.Name == name);
        yield return new($"{name}.tracer", $"tracer of {name}", cell => Of(cell)?.Tracer ?? "") { Plural = "tracers" };
        yield return new($"{name}.filter", $"filter of {name}", cell => Of(cell)?.Filter.ToString() ?? "") { Label = text => $"{name} on {text}", Plural = "filters" };
        yield return Number(name, $"tracers of {name}", cell => Of(cell)?.Count ?? 0) with { Label = text => $"{text} {name}" };
    }

    static Factor Swept(SweptValue first)
    {
        SweptValue? Of(Cell cell) => cell.Swept.FirstOrDefault(value => value.Path == first.Path);
        return new(first.Path, first.Path, cell => Of(cell)?.Text ?? "") { Number = cell => Of(cell)?.Number, Unit = first.Unit, Label = text => $"{first.Path} {text}", Plural = $"values of {first.Path}" };
    }

    static Factor Number(string name, string title, Func<Cell, double> number) =>
        new(name, title, cell => NumberText.Decimal(number(cell))) { Number = cell => number(cell), Plural = $"values of {title}" };
}
