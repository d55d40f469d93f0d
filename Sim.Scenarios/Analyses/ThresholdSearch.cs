using System.Globalization;
using Sim.Core.Runs;
using Sim.Scenarios.Sweeps;

namespace Sim.Scenarios.Analyses;

/// <summary>Finds by bisection where a figure crosses a bound, and looks whether what bisection takes for granted is so.</summary>
/// <remarks>
/// Both ends come first, then halves. At last two further cells on each side of the answer are run: the condition must hold on one side and not on the
/// other, and the figure must not rise and fall.
/// </remarks>
sealed class ThresholdSearch
{
    // So many further cells look after the answer on each side of it.
    const int Probes = 2;

    readonly CellSearch _search;

    // In the order in which the condition is first not met, then met.
    readonly IReadOnlyList<(int Cell, string Value)> _candidates;
    readonly SortedDictionary<int, CellResult> _ran = [];
    int _low;
    int _high;
    bool _probed;

    public ThresholdSearch(CellSearch search)
    {
        _search = search;
        _candidates = search.Goal.IsSmallest ? search.Candidates : [.. search.Candidates.Reverse()];
        _high = _candidates.Count - 1;
    }

    /// <summary>Most cells that a search among so many runs.</summary>
    public static int MostCells(int candidates) => Math.Min(candidates, 2 + (2 * Probes) + (int)Math.Ceiling(Math.Log2(candidates)));

    /// <summary>Plan indices of the cells to run next; none once it is over.</summary>
    public IReadOnlyList<int> Next()
    {
        IReadOnlyList<int> places = _ran.ContainsKey(0) ? Narrowed() : [0, _high];
        return [.. places.Where(place => !_ran.ContainsKey(place)).Distinct().Select(place => _candidates[place].Cell)];
    }

    /// <summary>Takes what cells gave, its own among them.</summary>
    public void Add(IReadOnlyDictionary<int, CellResult> results)
    {
        foreach (var (place, candidate) in _candidates.Index())
        {
            if (results.TryGetValue(candidate.Cell, out var result))
                _ran[place] = result;
        }
    }

    /// <summary>What it found.</summary>
    public Threshold Result
    {
        get
        {
            int? answer = Without is not null ? null : Holds(0) ? 0 : Holds(_candidates.Count - 1) ? _high : null;
            return new(
                _search.Where, _search.Goal.Name, _search.Goal.IsSmallest, _search.Goal.Condition,
                answer is { } at ? _candidates[at].Value : null, answer is { } place ? _candidates[place].Cell : null,
                [.. _ran.Values.Select(cell => cell.Cell).Order()], _candidates.Count, Without ?? Contradiction(answer) ?? Turn());
        }
    }

    // The bound is not between the ends.
    bool IsAtEnds => Without is not null || Holds(0) || !Holds(_candidates.Count - 1);

    bool IsDecided => IsAtEnds || _high - _low <= 1;

    // A cell without the figure ends the search.
    string? Without => _ran.Values.FirstOrDefault(cell => _search.Goal.Metric.Of(cell) is null) is { } cell
        ? $"cell {cell.Cell.ToString(CultureInfo.InvariantCulture)} has no {_search.Goal.Metric.Name}{(cell.Reason is null ? "" : $": {cell.Reason}")}"
        : null;

    bool Holds(int place) => _search.Goal.Metric.Of(_ran[place]) is { } figure && _search.Goal.IsMetBy(figure);

    List<int> Narrowed()
    {
        while (!IsDecided)
        {
            var middle = (_low + _high) / 2;
            if (!_ran.ContainsKey(middle))
                return [middle];
            if (Holds(middle))
                _high = middle;
            else
                _low = middle;
        }

        return Further();
    }

    List<int> Further()
    {
        if (_probed || Without is not null)
            return [];
        _probed = true;
        var last = _candidates.Count - 1;
        return IsAtEnds ? Inside(0, last) : [.. Inside(0, _low), .. Inside(_high, last)];
    }

    static List<int> Inside(int first, int last) => [.. Enumerable.Range(1, Probes).Select(part => first + (int)((long)(last - first) * part / (Probes + 1)))];

    string? Contradiction(int? answer)
    {
        var first = answer ?? _candidates.Count;
        var wrong = _ran.Keys.FirstOrDefault(place => Holds(place) != place >= first, -1);
        return wrong < 0 ? null : $"the condition {(Holds(wrong) ? "holds" : "does not hold")} at {_candidates[wrong].Value}: it is not met from one value on, and there may be other answers";
    }

    string? Turn()
    {
        List<(string Value, double Figure)> figures = [.. _ran.Select(item => (_candidates[item.Key].Value, _search.Goal.Metric.Of(item.Value)!.Value))];
        var rises = figures[^1].Figure >= figures[0].Figure;
        foreach (var (one, next) in figures.Zip(figures.Skip(1)))
        {
            if (rises ? next.Figure < one.Figure : next.Figure > one.Figure)
            {
                var (before, after) = _search.Goal.IsSmallest ? (one, next) : (next, one);
                return FormattableString.Invariant($"{_search.Goal.Metric.Name} is not monotone: {before.Figure:0.###} at {before.Value}, {after.Figure:0.###} at {after.Value}; there may be other answers");
            }
        }

        return null;
    }
}
