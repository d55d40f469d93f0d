using Sim.Core.Units;

namespace Sim.Core.Loads.Population;

/// <summary>Draws indices with given weights in constant time: Walker's alias method, as Vose builds its table.</summary>
/// <source key="vose-1991-alias"/>
public sealed class AliasTable
{
    readonly double[] _keep;
    readonly int[] _alias;

    /// <param name="weights">One per index, each above 0.</param>
    public AliasTable(IReadOnlyList<long> weights)
    {
        (_keep, _alias) = (new double[weights.Count], new int[weights.Count]);
        var total = weights.Sum(weight => (double)weight);
        var scaled = weights.Select(weight => weight * (weights.Count / total)).ToArray();
        var small = new Stack<int>(Enumerable.Range(0, scaled.Length).Where(index => scaled[index] < 1));
        var large = new Stack<int>(Enumerable.Range(0, scaled.Length).Where(index => scaled[index] >= 1));
        while (small.Count > 0 && large.Count > 0)
        {
            // The column of a light index is filled up with a heavy one.
            var (light, heavy) = (small.Pop(), large.Peek());
            (_keep[light], _alias[light]) = (scaled[light], heavy);
            scaled[heavy] -= 1 - scaled[light];
            if (scaled[heavy] < 1)
                small.Push(large.Pop());
        }

        // What rounding left is a full column.
        foreach (var index in small.Concat(large))
            _keep[index] = 1;
    }

    /// <summary>An index, as likely as its weight says.</summary>
    public int Draw(Pcg random)
    {
        var column = random.Below(_keep.Length);
        return random.Fraction() < _keep[column] ? column : _alias[column];
    }
}
