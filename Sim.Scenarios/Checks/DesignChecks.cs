using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Ops;
using Sim.Core.Loads;
using Sim.Core.Mechanisms;
using Sim.Core.Runs;

namespace Sim.Scenarios.Checks;

/// <summary>Tries each trampoline of the user's own once on each kernel build of a scenario, before anything is simulated.</summary>
static class DesignChecks
{
    public static void Run(IReadOnlyList<CellSpec> cells, DiagnosticBag bag)
    {
        var tried = cells.Where(cell => cell.Design is not null && cell.Setup.Attachment == Attachment.Ops)
            .DistinctBy(cell => (cell.Kernel, cell.Design));
        var known = new HashSet<Diagnostic>();
        foreach (var cell in tried)
        {
            foreach (var mistake in MistakesOf(cell with { RelevantTracers = 1, IrrelevantTracers = 0 }).Where(known.Add))
                bag.Add(mistake);
        }
    }

    // A build that cannot have the design is no mistake of the text: its cells say so.
    static IReadOnlyList<Diagnostic> MistakesOf(CellSpec cell)
    {
        try
        {
            return DesignCheck.Run(cell);
        }
        catch (CannotDispatchException)
        {
            return [];
        }
    }
}
