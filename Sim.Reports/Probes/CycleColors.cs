using ScottPlot;
using Sim.Core.Probes;
using Sim.Reports.Cells;
using Sim.Reports.Charts;

namespace Sim.Reports.Probes;

/// <summary>Colours of the forwarding matrix: light for the shortest time, dark for the longest.</summary>
sealed class CycleColors(IReadOnlyList<ForwardingCell> cells)
{
    const int MostKeys = 6;

    static readonly Color Short = Color.FromHex("#BFDDF0");
    static readonly Color Long = Color.FromHex("#D55E00");

    readonly List<double> _cycles = [.. cells.Select(Rounded).Distinct().Order()];

    /// <summary>A key for each time, or for the shortest and the longest.</summary>
    public IReadOnlyList<ChartKey> Keys =>
    [
        .. (_cycles.Count <= MostKeys ? _cycles : [_cycles[0], _cycles[^1]]).Select(cycles => new ChartKey(
            $"{NumberText.Decimal(cycles)} cycles from a store to a load of its bytes",
            new MarkerStyle(MarkerShape.FilledSquare, 13, Of(cycles)),
            Line: null)),
    ];

    public Color Of(ForwardingCell cell) => Of(Rounded(cell));

    Color Of(double cycles) => _cycles[^1] > _cycles[0] ? Short.MixedWith(Long, (cycles - _cycles[0]) / (_cycles[^1] - _cycles[0])) : Short;

    static double Rounded(ForwardingCell cell) => Math.Round(cell.Cycles);
}
