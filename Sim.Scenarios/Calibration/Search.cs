using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Random;

namespace Sim.Scenarios.Calibration;

/// <summary>Least squares over whole numbers within bounds: Gauss-Newton steps and neighbours, from several places.</summary>
/// <remarks>
/// Predictions change in steps, so a derivative is taken over an eighth of a parameter's range first and over a cycle last. Every candidate is kept: fits that leave
/// a figure out begin at the best of all. Among equal candidates the one nearest to the declared values wins: a parameter that no figure sees stays.
/// </remarks>
/// <param name="parameters">What is fitted.</param>
/// <param name="errorsOf">Relative error of each figure with these values; null where the values do not fit each other.</param>
sealed class Search(IReadOnlyList<FreeParameter> parameters, Func<int[], double[]?> errorsOf)
{
    const int StartsPerParameter = 6;
    const int Descents = 3;

    readonly Dictionary<string, Candidate> _tried = [];

    /// <summary>Candidates simulated so far.</summary>
    public int Tried => _tried.Count;

    /// <summary>The best values for all figures.</summary>
    public Candidate Best(long seed)
    {
        var random = new MersenneTwister((int)(seed % int.MaxValue));
        Try([.. parameters.Select(parameter => parameter.Declared)]);
        for (var start = 0; start < StartsPerParameter * parameters.Count; start++)
            Try([.. parameters.Select(parameter => random.Next(parameter.Low, parameter.High + 1))]);
        foreach (var start in _tried.Values.OrderBy(candidate => candidate, ByCost(null)).Take(Descents).ToList())
            Descend(start, null);
        return _tried.Values.Order(ByCost(null)).First();
    }

    /// <summary>The best values for all figures but one, from the best that were tried.</summary>
    public Candidate Without(int figure) => Descend(_tried.Values.Order(ByCost(figure)).First(), figure);

    /// <summary>The values and errors of one candidate; null where the values do not fit each other.</summary>
    public Candidate? Try(int[] values)
    {
        values = [.. values.Select((value, i) => Math.Clamp(value, parameters[i].Low, parameters[i].High))];
        var name = string.Join(' ', values);
        if (!_tried.TryGetValue(name, out var candidate))
            _tried.Add(name, candidate = new Candidate(values, errorsOf(values), DistanceOf(values)));
        return candidate.Errors is null ? null : candidate;
    }

    Candidate Descend(Candidate from, int? left)
    {
        var order = ByCost(left);
        for (var scale = 8; scale > 0; scale /= 2)
        {
            // The last round steps by one cycle and along diagonals, where one parameter makes up for another.
            int[] steps = [.. parameters.Select(parameter => scale == 1 ? 1 : Math.Max(1, (parameter.High - parameter.Low) * scale / 64))];
            for (var improved = true; improved;)
            {
                List<int[]> moves = [.. Axes(steps), .. scale == 1 ? Diagonals() : []];
                var tried = moves.Select(move => Moved(from, move)).OfType<Candidate>().ToList();
                tried.AddRange(Newton(from, steps, left));
                var best = tried.Append(from).Order(order).First();
                improved = best != from;
                from = best;
            }
        }

        return from;
    }

    // Where a linear model of the errors has its least squares; the shortest way there if there are several.
    IEnumerable<Candidate> Newton(Candidate from, int[] steps, int? left)
    {
        var rows = Enumerable.Range(0, from.Errors!.Length).Where(row => row != left).ToList();
        var slopes = Matrix<double>.Build.Dense(rows.Count, steps.Length);
        for (var column = 0; column < steps.Length; column++)
        {
            var move = new int[steps.Length];
            move[column] = steps[column];
            var (up, down) = (Moved(from, move) ?? from, Moved(from, [.. move.Select(step => -step)]) ?? from);
            var distance = up.Values[column] - down.Values[column];
            for (var row = 0; row < rows.Count && distance > 0; row++)
                slopes[row, column] = (up.Errors![rows[row]] - down.Errors![rows[row]]) / distance;
        }

        if (slopes.FrobeniusNorm() == 0)
            yield break;
        var step = slopes.PseudoInverse() * -Vector<double>.Build.DenseOfEnumerable(rows.Select(row => from.Errors[row]));
        foreach (var share in (double[])[1, 0.5])
        {
            if (Moved(from, [.. step.Select(value => (int)Math.Round(Math.Clamp(value * share, -1000, 1000)))]) is { } found)
                yield return found;
        }
    }

    Candidate? Moved(Candidate from, int[] move) => Try([.. from.Values.Zip(move, (value, step) => value + step)]);

    static IEnumerable<int[]> Axes(int[] steps) =>
        from axis in Enumerable.Range(0, steps.Length)
        from sign in (int[])[1, -1]
        select steps.Select((step, i) => i == axis ? sign * step : 0).ToArray();

    IEnumerable<int[]> Diagonals() =>
        from one in Enumerable.Range(0, parameters.Count)
        from other in Enumerable.Range(one + 1, parameters.Count - one - 1)
        from signs in ((int, int)[])[(1, 1), (1, -1), (-1, 1), (-1, -1)]
        select parameters.Select((_, i) => i == one ? signs.Item1 : i == other ? signs.Item2 : 0).ToArray();

    double DistanceOf(int[] values) =>
        values.Select((value, i) => Math.Abs(value - parameters[i].Declared) / (double)Math.Max(1, parameters[i].High - parameters[i].Low)).Sum();

    static Comparer<Candidate> ByCost(int? left) => Comparer<Candidate>.Create((one, other) =>
    {
        // Costs that differ by less than a rounding error are equal.
        var (first, second) = (Math.Round(one.Cost(left), 12), Math.Round(other.Cost(left), 12));
        return first != second ? first.CompareTo(second)
            : one.Distance != other.Distance ? one.Distance.CompareTo(other.Distance)
            : one.Values.AsSpan().SequenceCompareTo(other.Values);
    });
}
