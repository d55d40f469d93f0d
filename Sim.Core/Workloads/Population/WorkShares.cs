using Sim.Core.Results;

namespace Sim.Core.Workloads.Population;

/// <summary>How many instructions each function's work has: a share of its text, the same for all, so that the mean over the calls is what was asked.</summary>
/// <guess>That a call executes the same share of every function: nobody measured it function by function.</guess>
public static class WorkShares
{
    /// <summary>Instructions per function; where all of the text is not enough on average, all of it.</summary>
    /// <param name="functions">Hits are the weights of the mean.</param>
    /// <param name="rooms">Most instructions of each function, <see cref="FunctionText.LeastWork"/> or more.</param>
    /// <param name="mean">Instructions of a call's work on average.</param>
    public static int[] Of(IReadOnlyList<ProfiledFunction> functions, IReadOnlyList<int> rooms, int mean)
    {
        var hits = functions.Sum(function => (double)function.Hits);
        var (low, high) = (0.0, 1.0);
        for (var step = 0; step < 50; step++)
        {
            var middle = (low + high) / 2;
            var found = functions.Select((function, i) => function.Hits / hits * At(rooms[i], middle)).Sum();
            (low, high) = found < mean ? (middle, high) : (low, middle);
        }

        return [.. rooms.Select(room => At(room, high))];
    }

    static int At(int room, double share) => Math.Clamp((int)Math.Round(room * share), FunctionText.LeastWork, room);
}
