using Sim.Core.Hardware.Pipeline;

namespace Sim.Core.Hardware.SteadyState;

/// <summary>Finds two calls between which a core's state repeats exactly: from then on, everything is periodic.</summary>
/// <remarks>
/// <para>
/// Brent's method: the state at one call is kept, and compared with those of the calls after it; after 1, 2, 4, 8... calls a newer one is kept.
/// Comparison is of hashes first, and of the state itself when they agree.
/// </para>
/// <para>
/// Registers and memory are not part of the state: a loop counter never repeats, and matters to nothing but the loop's end. What stands for
/// them is the trace of each call, instruction by instruction with addresses. After a match one whole further period is executed and must
/// have the same traces before the repetition is believed.
/// </para>
/// </remarks>
public sealed class RepeatDetector(Pipeline.Pipeline core)
{
    readonly List<long> _state = [];
    readonly List<CoreCounts> _sinceKept = [];
    readonly List<ulong> _tracesSinceKept = [];
    long[] _keptState = [];
    ulong[][] _keptTables = [];
    ulong _keptHash;
    long _calls;
    long _nextKept = 1;
    int _period;
    int _confirmed;

    /// <summary>Length of the repetition in calls, once it is proved; 0 before.</summary>
    public int Period { get; private set; }

    /// <summary>Looks at the state after one more call. Not to be called any more once <see cref="Period"/> is set.</summary>
    public void Observe()
    {
        _calls++;
        _sinceKept.Add(core.Counts.Snapshot());
        _tracesSinceKept.Add(core.Trace);
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
        var end = _sinceKept[^1];
        var start = _sinceKept.Count - 1 - Period;
        var part = _sinceKept[start + (int)(calls % Period)];
        return end.Plus(end, calls / Period).Plus(_sinceKept[start], -(calls / Period)).Plus(part, 1).Plus(_sinceKept[start], -1);
    }

    void Search()
    {
        _state.Clear();
        core.AppendState(_state);
        var hash = _state.Aggregate(core.TablesHash, StateHash.Append);
        if (hash == _keptHash && IsKeptState())
            (_period, _confirmed) = (_sinceKept.Count - 1, 0);
        else if (_calls >= _nextKept)
            Keep(hash);
    }

    void Keep(ulong hash)
    {
        (_keptHash, _keptState) = (hash, [.. _state]);
        if (_keptTables.Length == 0)
            _keptTables = [.. core.Tables.Select(table => new ulong[table.Length])];
        foreach (var (table, kept) in core.Tables.Zip(_keptTables))
            table.CopyTo(kept, 0);
        _sinceKept.RemoveRange(0, _sinceKept.Count - 1);
        _tracesSinceKept.RemoveRange(0, _tracesSinceKept.Count - 1);
        _nextKept = 2 * _calls;
    }

    bool IsKeptState() =>
        _state.SequenceEqual(_keptState) && core.Tables.Zip(_keptTables).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    // The call after a repetition must do what it did a period ago; if it does not, the workload itself changed, and the search goes on.
    void Confirm()
    {
        if (_tracesSinceKept[^1] != _tracesSinceKept[^(1 + _period)])
            _period = 0;
        else if (++_confirmed == _period)
            Period = _period;
    }
}
