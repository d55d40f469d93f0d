using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Checks;

/// <summary>Whether a run is sure to have more intervals than it may, which one need not simulate to know.</summary>
static class IntervalCheck
{
    const double PicosecondsPerSecond = 1e12;
    const double PicosecondsPerMicrosecond = 1e6;

    /// <summary>Reports the cell with the most intervals, if they are too many.</summary>
    /// <param name="node">The scenario's <c>interval</c>.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="bag">Receives the mistake.</param>
    public static void Run(Node node, IReadOnlyList<CellSpec> cells, DiagnosticBag bag)
    {
        var longest = cells.Where(cell => cell.Interval > 0).Select(LeastPicoseconds).DefaultIfEmpty(0).Max();
        if (cells.Count == 0 || longest <= (double)IntervalResult.Most * cells[0].Interval)
            return;
        node.Place.Report(bag, Code.TooManyIntervals,
            FormattableString.Invariant($"a run would have at least some {longest / cells[0].Interval:N0} intervals; at most {IntervalResult.Most:N0} are possible"),
            FormattableString.Invariant($"Write {Math.Ceiling(longest / IntervalResult.Most / PicosecondsPerMicrosecond):0} us or more: how much more, the run will show."));
    }

    // A call takes a cycle at the very least; those of an open load come as they do.
    static double LeastPicoseconds(CellSpec cell) =>
        (double)cell.Calls * Math.Max(cell.Arrivals?.Every ?? 0, PicosecondsPerSecond / cell.Core.Clock.Hertz);
}
