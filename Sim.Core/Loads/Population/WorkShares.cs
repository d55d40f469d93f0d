using Sim.Core.Runs;

namespace Sim.Core.Loads.Population;

/// <summary>How many instructions each function's work has, so that the mean over the calls is what was asked.</summary>
/// <remarks>
/// Where the profile says how long functions take, a call's instructions are in proportion to its function's mean time; where it does not, they are the
/// same share of every function's text.
/// </remarks>
/// <guess>
/// That a call executes the same share of every function: it was not measured by function. And that instructions go with time: a profiler's
/// times include its own work, and callees and sleep unless it was told to leave them out.
/// </guess>
public static class WorkShares
{
    /// <summary>Most instructions of a call.</summary>
    public const int MostWork = 100_000;

    const int Steps = 50;

    /// <summary>Instructions per function; where what is possible is not enough on average, all of that.</summary>
    /// <param name="functions">Hits are the weights of the mean.</param>
    /// <param name="rooms">Most instructions of each function's text, <see cref="FunctionText.LeastWork"/> or more.</param>
    /// <param name="mean">Instructions of a call's work on average.</param>
    public static int[] Of(IReadOnlyList<ProfiledFunction> functions, IReadOnlyList<int> rooms, int mean) =>
        functions.All(function => function.TimeNs is not null) && functions.Any(function => function.TimeNs > 0)
            ? InProportion(functions, [.. functions.Select(MeanNs)], MostWork / functions.Select(MeanNs).Where(time => time > 0).Min(), [.. rooms.Select(MostIn)], mean)
            : InProportion(functions, [.. rooms.Select(room => (double)room)], 1, rooms, mean);

    // The factor of the parts, up to the largest, by bisection.
    static int[] InProportion(IReadOnlyList<ProfiledFunction> functions, double[] parts, double largest, IReadOnlyList<int> most, int mean)
    {
        var hits = functions.Sum(function => (double)function.Hits);
        var (low, high) = (0.0, largest);
        for (var step = 0; step < Steps; step++)
        {
            var middle = (low + high) / 2;
            var found = functions.Select((function, i) => function.Hits / hits * At(i, middle)).Sum();
            (low, high) = found < mean ? (middle, high) : (low, middle);
        }

        return [.. functions.Select((_, i) => At(i, high))];

        int At(int i, double factor) => (int)Math.Clamp(Math.Round(parts[i] * factor), FunctionText.LeastWork, most[i]);
    }

    static double MeanNs(ProfiledFunction function) => (double)function.TimeNs!.Value / function.Hits;

    static int MostIn(int room) => FunctionText.MayLoop(room) ? MostWork : room;
}
