namespace Sim.Reports.Explaining;

/// <summary>Columns of a picture of the pipeline: one for each cycle, and a gap of a few for a long stretch in which no stage begins or ends.</summary>
sealed class CycleAxis
{
    /// <summary>Columns of a gap.</summary>
    public const int GapColumns = 3;

    // Room for a stage's letter before a gap, and for an edge after it.
    const int Before = 2, After = 1;
    const long LongestStretch = 20;

    readonly List<Gap> _gaps = [];

    /// <summary>The axis of stages that begin or end in <paramref name="edges"/>, cycles from 0 on in any order.</summary>
    public CycleAxis(IEnumerable<long> edges)
    {
        var (last, saved) = (0L, 0L);
        foreach (var edge in edges.Order())
        {
            if (edge - last > LongestStretch)
            {
                var gap = new Gap(last + Before, edge - After, last + Before - saved);
                _gaps.Add(gap);
                saved += gap.Cycles - GapColumns;
            }

            last = edge;
        }
    }

    /// <summary>The gaps from left to right.</summary>
    public IReadOnlyList<Gap> Gaps => _gaps;

    /// <summary>Where <paramref name="cycle"/> begins; in a gap, where the gap does.</summary>
    public long ColumnOf(long cycle)
    {
        var saved = 0L;
        foreach (var gap in _gaps.TakeWhile(gap => gap.From < cycle))
        {
            if (cycle < gap.To)
                return gap.Column;
            saved += gap.Cycles - GapColumns;
        }

        return cycle - saved;
    }

    /// <summary>The cycle that begins at <paramref name="column"/>; of a gap, its first.</summary>
    public long CycleAt(long column)
    {
        var saved = 0L;
        foreach (var gap in _gaps.TakeWhile(gap => gap.Column <= column))
        {
            if (column < gap.Column + GapColumns)
                return gap.From;
            saved += gap.Cycles - GapColumns;
        }

        return column + saved;
    }

    /// <summary>Whether <paramref name="cycle"/> has a column of its own.</summary>
    public bool Shows(long cycle) => !_gaps.Exists(gap => cycle >= gap.From && cycle < gap.To);

    /// <summary>Cycles that are left out.</summary>
    /// <param name="From">The first.</param>
    /// <param name="To">The one after the last.</param>
    /// <param name="Column">Where the gap begins.</param>
    public sealed record Gap(long From, long To, long Column)
    {
        /// <summary>How many.</summary>
        public long Cycles => To - From;
    }
}
