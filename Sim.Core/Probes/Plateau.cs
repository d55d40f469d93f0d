namespace Sim.Core.Probes;

/// <summary>A flat part of a staircase.</summary>
/// <param name="Last">The last x that belongs to it.</param>
/// <param name="Y">Its height: the median.</param>
readonly record struct Plateau(double Last, double Y)
{
    const double Relative = 0.05;

    // One point between two plateaus is where one of them ends.
    const int LeastPoints = 2;

    /// <summary>The flat parts of <paramref name="curve"/>, whose points differ by less than <paramref name="step"/> or a twentieth.</summary>
    public static List<Plateau> Find(IReadOnlyList<CurvePoint> curve, double step)
    {
        List<Plateau> found = [];
        for (var first = 0; first < curve.Count;)
        {
            var end = first + 1;
            while (end < curve.Count && Math.Abs(curve[end].Y - curve[first].Y) < Math.Max(step, Relative * curve[first].Y))
                end++;
            if (end - first >= LeastPoints)
                found.Add(new(curve[end - 1].X, Median(curve.Skip(first).Take(end - first))));
            first = end - first >= LeastPoints ? end : first + 1;
        }

        return found;
    }

    static double Median(IEnumerable<CurvePoint> points)
    {
        var sorted = points.Select(point => point.Y).Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
