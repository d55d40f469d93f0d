using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Sim.Core.Machine.State;

/// <summary>A big table of a core's state, which can be kept and compared with what was kept.</summary>
/// <remarks>
/// Whoever writes a row says so first. Keeping and comparing then touch only rows that changed since the last time, so that a core may have
/// a hundred thousand cache lines and still be compared after every call.
/// </remarks>
public sealed class StateTable
{
    // By rows and columns: unused tables of zeros. A core's are two megabytes and more, and a sweep has one core after the other.
    static readonly ConcurrentDictionary<(int Rows, int Columns), ConcurrentBag<StateTable>> Unused = new();

    readonly int _rows, _columns;
    readonly bool[] _isChanged;
    readonly List<int> _changed = [];

    // Rows that were ever kept, in the order of the first time, their words, and by row where they are in it, plus 1. The others hold zeros.
    readonly List<int> _keptRows = [];
    readonly List<ulong> _kept = [];
    readonly int[] _keptAt;

    readonly PinnedArray<ulong> _words;

    StateTable(int rows, int columns)
    {
        (_rows, _columns) = (rows, columns);
        (_isChanged, _keptAt, _words) = (new bool[rows], new int[rows], new PinnedArray<ulong>(checked(rows * columns)));
    }

    /// <summary>A table of zeros.</summary>
    /// <param name="rows">Parts that change together: the sets of a cache, the entries of a predictor.</param>
    /// <param name="columns">Words of a row.</param>
    public static StateTable Take(int rows, int columns) =>
        Unused.TryGetValue((rows, columns), out var tables) && tables.TryTake(out var table) ? table : new StateTable(rows, columns);

    /// <summary>Gives the table back, for whoever takes one of its size next. Not to be used any more.</summary>
    public void GiveBack()
    {
        BeforeReading?.Invoke();
        BeforeReading = null;
        foreach (var row in _changed)
        {
            Row(row).Clear();
            _isChanged[row] = false;
        }

        foreach (var row in _keptRows)
        {
            Row(row).Clear();
            _keptAt[row] = 0;
        }

        _changed.Clear();
        _keptRows.Clear();
        _kept.Clear();
        Unused.GetOrAdd((_rows, _columns), _ => []).Add(this);
    }

    /// <summary>Brings rows up to date whose owner keeps them in another form. Called before anybody looks at them.</summary>
    public Action? BeforeReading { get; set; }

    /// <summary>The contents, [row * columns + column]; zeros at first.</summary>
    public ulong[] Words
    {
        get
        {
            BeforeReading?.Invoke();
            return _words.Array;
        }
    }

    /// <summary>The contents without <see cref="BeforeReading"/>, for their owner.</summary>
    public PinnedArray<ulong> Raw => _words;

    /// <summary>True if the contents are those of the last <see cref="Keep"/>.</summary>
    public bool IsAsKept
    {
        get
        {
            BeforeReading?.Invoke();
            foreach (var row in _changed)
            {
                var isAsKept = _keptAt[row] == 0 ? !Row(row).ContainsAnyExcept(0ul) : Row(row).SequenceEqual(KeptRow(row));
                if (!isAsKept)
                    return false;
            }

            return true;
        }
    }

    /// <summary>To be called before a word of <paramref name="row"/> changes.</summary>
    public void Change(int row)
    {
        if (!_isChanged[row])
            Note(row);
    }

    /// <summary>Keeps the contents, instead of what was kept before.</summary>
    public void Keep()
    {
        BeforeReading?.Invoke();
        foreach (var row in _changed)
        {
            if (_keptAt[row] == 0)
            {
                _kept.AddRange(Row(row));
                _keptRows.Add(row);
                _keptAt[row] = _keptRows.Count;
            }
            else
            {
                Row(row).CopyTo(KeptRow(row));
            }

            _isChanged[row] = false;
        }

        _changed.Clear();
    }

    /// <summary>Fills the table with zeros.</summary>
    public void Clear()
    {
        for (var row = 0; row < _rows; row++)
        {
            if (!Row(row).ContainsAnyExcept(0ul))
                continue;
            Change(row);
            Row(row).Clear();
        }
    }

    void Note(int row)
    {
        _isChanged[row] = true;
        _changed.Add(row);
    }

    Span<ulong> Row(int row) => _words.Array.AsSpan(row * _columns, _columns);

    Span<ulong> KeptRow(int row) => CollectionsMarshal.AsSpan(_kept).Slice((_keptAt[row] - 1) * _columns, _columns);
}
