namespace Sim.Reports.Charts;

/// <summary>Dots of a row that would cover each other are drawn one above the other.</summary>
static class DotStack
{
    // Nearer ones cover more than half of each other.
    const float Nearest = DotPanel.DotSize / 2;

    // Height that a row has for them.
    const float Room = 20;

    /// <summary>How far each dot is below the middle of its row, in pixels.</summary>
    /// <param name="positions">From the left, in pixels.</param>
    public static IReadOnlyList<float> Offsets(IReadOnlyList<float> positions)
    {
        var offsets = new float[positions.Count];
        var sorted = positions.Index().OrderBy(position => position.Item).ThenBy(position => position.Index).ToList();
        for (int first = 0, end; first < sorted.Count; first = end)
        {
            end = first + 1;
            while (end < sorted.Count && sorted[end].Item - sorted[end - 1].Item < Nearest)
                end++;
            var step = Math.Min(DotPanel.DotSize, Room / Math.Max(1, end - first - 1));
            for (var i = first; i < end; i++)
                offsets[sorted[i].Index] = (i - first - ((end - first - 1) / 2f)) * step;
        }

        return offsets;
    }
}
