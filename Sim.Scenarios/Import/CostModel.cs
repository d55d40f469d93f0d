using MathNet.Numerics.LinearAlgebra;

namespace Sim.Scenarios.Import;

/// <summary>Cost per call as a sum of terms, each a coefficient times a number that a run's ops give.</summary>
/// <param name="Rows">A row per run, a column per term.</param>
sealed record CostModel(IReadOnlyList<double[]> Rows)
{
    // Finer than this no clock and no machine's repetition is.
    const double Resolution = 0.002;

    /// <summary>Terms of the model.</summary>
    public int Terms => Rows.Count == 0 ? 0 : Rows[0].Length;

    /// <summary>A constant.</summary>
    public static CostModel Constant(IReadOnlyList<LogRun> runs) => new([.. runs.Select(_ => (double[])[1])]);

    /// <summary>A constant, and a slope for each kind of ops whose numbers in <paramref name="runs"/> tell one.</summary>
    public static CostModel Linear(IReadOnlyList<LogRun> runs)
    {
        var model = Constant(runs);
        foreach (var term in (Func<LogRun, double>[])[run => run.Relevant, run => run.Irrelevant])
        {
            var wider = model.With([.. runs.Select(term)]);
            if (Matrix<double>.Build.DenseOfRowArrays(wider.Rows).Rank() == wider.Terms)
                model = wider;
        }

        return model;
    }

    /// <summary>The model with one more term.</summary>
    public CostModel With(double[] column) => new([.. Rows.Select((row, index) => (double[])[.. row, column[index]])]);

    /// <summary>The coefficients whose relative errors have the least sum of squares.</summary>
    /// <param name="costs">Cost per call of each run, above 0.</param>
    public double[] Fit(IReadOnlyList<double> costs)
    {
        var rows = Matrix<double>.Build.DenseOfRowArrays(Rows.Select((row, index) => row.Select(term => term / costs[index]).ToArray()));
        return [.. rows.QR().Solve(Vector<double>.Build.Dense(costs.Count, 1))];
    }

    /// <summary>The cost per call of a run.</summary>
    public double CostOf(int run, double[] coefficients)
    {
        var cost = 0.0;
        for (var term = 0; term < coefficients.Length; term++)
            cost += coefficients[term] * Rows[run][term];
        return cost;
    }

    /// <summary>Root mean square of the relative errors.</summary>
    public double Error(IReadOnlyList<double> costs, double[] coefficients)
    {
        var sum = 0.0;
        for (var run = 0; run < costs.Count; run++)
        {
            var error = (costs[run] - CostOf(run, coefficients)) / costs[run];
            sum += error * error;
        }

        return Math.Sqrt(sum / costs.Count);
    }

    /// <summary>How much it takes to tell the runs' costs with errors of this size, in nats: less is a better explanation.</summary>
    public static double Length(int runs, double error) => runs * Math.Log(Math.Max(error, Resolution));
}
