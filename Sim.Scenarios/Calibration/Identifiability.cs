using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using Sim.Core.Runs;

namespace Sim.Scenarios.Calibration;

/// <summary>What the figures say about the fitted values: how far each could be off, and which make up for each other.</summary>
/// <remarks>
/// The errors are taken as linear in the values around the fit, and each parameter as equally likely anywhere in its range before anything was measured: a parameter
/// that the figures do not see keeps the whole of it.
/// </remarks>
static class Identifiability
{
    // Figures that are fitted better than this are so by luck.
    const double LeastError = 0.005;

    // A change of one then makes up for that of the other to less than a third.
    const double AlikeCorrelation = 0.95;

    public static (IReadOnlyList<(int Low, int High)> Sure, IReadOnlyList<AlikeParameters> Alike) Of(
        IReadOnlyList<FreeParameter> parameters, Candidate fit, Search search)
    {
        var slopes = Slopes(parameters, fit, search);
        var freedom = Math.Max(1, fit.Errors!.Length - parameters.Count);
        var error = Math.Max(LeastError, Math.Sqrt(fit.Cost(null) / freedom));
        var information = (slopes.TransposeThisAndMultiply(slopes) / (error * error))
            + Matrix<double>.Build.DenseOfDiagonalArray([.. parameters.Select(parameter => 12 / Math.Pow(parameter.High - parameter.Low + 1, 2))]);
        var covariance = information.Inverse();
        var reach = StudentT.InvCDF(0, 1, freedom, 0.975);
        return (
            [.. parameters.Select((parameter, i) => Interval(parameter, fit.Values[i], reach * Math.Sqrt(covariance[i, i])))],
            [.. Pairs(parameters.Count)
                .Select(pair => (pair, Correlation: covariance[pair.One, pair.Other] / Math.Sqrt(covariance[pair.One, pair.One] * covariance[pair.Other, pair.Other])))
                .Where(found => Math.Abs(found.Correlation) >= AlikeCorrelation)
                .Select(found => new AlikeParameters(parameters[found.pair.One].Key, parameters[found.pair.Other].Key, found.Correlation))]);
    }

    // The fit is a whole number, up to half a cycle from the best one.
    static (int Low, int High) Interval(FreeParameter parameter, int value, double halfWidth) => (
        (int)Math.Max(parameter.Low, Math.Ceiling(value - halfWidth - 0.5)),
        (int)Math.Min(parameter.High, Math.Floor(value + halfWidth + 0.5)));

    // Over the smallest distance at which any figure changes: within a few cycles something else may bound the loop.
    static Matrix<double> Slopes(IReadOnlyList<FreeParameter> parameters, Candidate fit, Search search)
    {
        var slopes = Matrix<double>.Build.Dense(fit.Errors!.Length, parameters.Count);
        for (var column = 0; column < parameters.Count; column++)
        {
            var range = parameters[column].High - parameters[column].Low;
            for (var distance = 1; distance <= range; distance *= 2)
            {
                var (up, down) = (Moved(distance), Moved(-distance));
                var change = up.Values[column] - down.Values[column];
                if (change == 0 || up.Errors!.SequenceEqual(down.Errors!))
                    continue;
                for (var row = 0; row < slopes.RowCount; row++)
                    slopes[row, column] = (up.Errors![row] - down.Errors![row]) / change;
                break;
            }

            Candidate Moved(int by)
            {
                var values = (int[])fit.Values.Clone();
                values[column] += by;
                return search.Try(values) ?? fit;
            }
        }

        return slopes;
    }

    static IEnumerable<(int One, int Other)> Pairs(int count) =>
        from one in Enumerable.Range(0, count)
        from other in Enumerable.Range(one + 1, count - one - 1)
        select (one, other);
}
