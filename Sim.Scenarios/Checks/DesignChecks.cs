using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Ops;
using Sim.Core.Loads.Checking;
using Sim.Core.Mechanisms;
using Sim.Core.Runs;

namespace Sim.Scenarios.Checks;

/// <summary>Tries each trampoline and tracer of the user's own once on each kernel build of a scenario, before anything is simulated.</summary>
static class DesignChecks
{
    /// <summary>What works and costs more than it must; mistakes go to <paramref name="bag"/>.</summary>
    public static IReadOnlyList<string> Run(IReadOnlyList<CellSpec> cells, DiagnosticBag bag)
    {
        var tried = cells.SelectMany(LoopsOf).DistinctBy(cell => (cell.Kernel, cell.Design, cell.OwnTracer, cell.Setup.Attachment));
        var (known, remarks) = (new HashSet<Diagnostic>(), new List<string>());
        foreach (var result in tried.Select(ResultOf))
        {
            foreach (var mistake in result.Mistakes.Where(known.Add))
                bag.Add(mistake);
            remarks.AddRange(result.Remarks);
        }

        return [.. remarks.Distinct()];
    }

    // What is tried: a loop that calls one function, with one tracer.
    static IEnumerable<CellSpec> LoopsOf(CellSpec cell)
    {
        var loop = cell with
        {
            RelevantTracers = 1,
            IrrelevantTracers = 0,
            Population = null,
            Tools = ToolSet.None,
            Timeline = Timeline.Empty,
            Arrivals = null,
        };
        if (cell.Population is not null)
        {
            return from tool in cell.Tools.All
                   where tool is { OwnTracer: not null, Count: > 0 }
                   select loop with { Tracer = tool.Tracer, OwnTracer = tool.OwnTracer, OpsFlags = tool.Flags };
        }

        return cell.OwnTracer is not null || (cell.Design is not null && cell.Setup.Attachment == Attachment.Ops) ? [loop] : [];
    }

    // A build that cannot have the design is no mistake of the text: its cells say so.
    static CheckResult ResultOf(CellSpec cell)
    {
        try
        {
            return DesignCheck.Run(cell);
        }
        catch (CannotDispatchException)
        {
            return new CheckResult([], []);
        }
    }
}
