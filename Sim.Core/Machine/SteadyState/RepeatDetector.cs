using System.Runtime.InteropServices;
using Sim.Core.Machine.Pipeline;

namespace Sim.Core.Machine.SteadyState;

/// <summary>Finds two calls between which a core's state repeats exactly: from then on, everything is periodic.</summary>
/// <remarks>
/// <para>
/// Brent's method: the state at one call is kept, and compared with those of the calls after it; after 1, 2, 4, 8... calls a newer one is kept.
/// It is the state itself that is compared, no hash of it: times and the like first, then what changed of the big tables.
/// </para>
/// <para>
/// Registers and memory are not part of the state: a loop counter never repeats, and matters to nothing but the loop's end. What represents
/// them is the trace of each call, instruction by instruction with addresses. After a match one whole further period is executed and must
/// have the same traces before the repetition is believed.
/// </para>
/// </remarks>
public sealed class RepeatDetector
{
    readonly Pipeline.Pipeline _core;
    readonly List<long> _state = [];
    readonly List<long> _keptState = [];

    // By call since the kept one, which is the first.
    readonly CountsLog _counts;
    readonly List<ulong> _pathHashes = [];
    long _calls;
    long _nextKept = 1;
    int _period;
    int _confirmed;

    /// <summary>Begins the search on <paramref name="core"/>.</summary>
    public RepeatDetector(Pipeline.Pipeline core)
    {
        (_core, _counts) = (core, new CountsLog(core.Counts));
        core.KeepsPathHash = true;
    }

    /// <summary>Length of the repetition in calls, once it is proved; 0 before.</summary>
    public int Period { get; private set; }

    /// <summary>Looks at the state after one more call. Not to be called any more once <see cref="Period"/> is set.</summary>
    public void Observe()
    {
        _calls++;
        _counts.Add();
        _pathHashes.Add(_core.PathHash);
        if (_period > 0)
            Confirm();
        else
            Search();
    }

    /// <summary>
    /// What will have been counted <paramref name="calls"/> calls after the last one observed. Exact: whole periods are added,
    /// and a part of one as it was counted.
    /// </summary>
    public CoreCounts Extrapolate(long calls)
    {
        var (start, end) = (_counts.At(_counts.Calls - 1 - Period), _counts.At(_counts.Calls - 1));
        var part = _counts.At(_counts.Calls - 1 - Period + (int)(calls % Period));
        return end.Plus(end, calls / Period).Plus(start, -(calls / Period)).Plus(part, 1).Plus(start, -1);
    }

    /// <summary>Cycles of each call of the repetition, that of the next call first.</summary>
    public IReadOnlyList<long> CallCycles
    {
        get
        {
            var ends = Enumerable.Range(_counts.Calls - 1 - Period, Period + 1).Select(call => _counts.At(call).Cycles).ToList();
            return [.. ends.Skip(1).Zip(ends, (end, start) => end - start)];
        }
    }

    void Search()
    {
        _state.Clear();
        _core.AppendState(_state);
        if (Span(_state).SequenceEqual(Span(_keptState)) && _core.Tables.All(table => table.IsAsKept))
            (_period, _confirmed) = (_pathHashes.Count - 1, 0);
        else if (_calls >= _nextKept)
            Keep();
    }

    void Keep()
    {
        _keptState.Clear();
        _keptState.AddRange(Span(_state));
        foreach (var table in _core.Tables)
            table.Keep();
        _counts.KeepLast();
        _pathHashes.RemoveRange(0, _pathHashes.Count - 1);
        _nextKept = 2 * _calls;
    }

    // The call after a repetition must do what it did a period ago; if it does not, the workload itself changed, and the search goes on.
    void Confirm()
    {
        if (_pathHashes[^1] != _pathHashes[^(1 + _period)])
            _period = 0;
        else if (++_confirmed == _period)
            Period = _period;
    }

    static ReadOnlySpan<long> Span(List<long> list) => CollectionsMarshal.AsSpan(list);
}
