using System.Runtime.InteropServices;

namespace Sim.Core.Hardware.SteadyState;

/// <summary>A big table of a core's state, which can be kept and compared with what was kept.</summary>
/// <remarks>
/// Whoever writes a row says so first. Keeping and comparing then touch only rows that changed since the last time, so that a core may have
/// a hundred thousand cache lines and still be compared after every call.
/// </remarks>
/// <param name="rows">Parts that change together: the sets of a cache, the entries of a predictor.</param>
/// <param name="columns">Words of a row.</param>
public sealed class StateTable(int rows, int columns)
{
    readonly bool[] _isChanged = new bool[rows];
    readonly List<int> _changed = [];

    // Rows that ever changed, in the order of their first being kept, and by row where they are in it, plus 1. The others hold zeros.
    readonly int[] _keptAt = new int[rows];
    readonly List<ulong> _kept = [];

    readonly ulong[] _words = new ulong[(long)rows * columns];

    /// <summary>Brings rows up to date whose owner keeps them in another form. Called before anybody looks at them.</summary>
    public Action? BeforeReading { get; set; }

    /// <summary>The contents, [row * columns + column]; zeros at first.</summary>
    public ulong[] Words
    {
        get
        {
            BeforeReading?.Invoke();
            return _words;
        }
    }

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

    /// <summary>Keeps the contents, in place of what was kept before.</summary>
    public void Keep()
    {
        BeforeReading?.Invoke();
        foreach (var row in _changed)
        {
            if (_keptAt[row] == 0)
            {
                _kept.AddRange(Row(row));
                _keptAt[row] = _kept.Count / columns;
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
        for (var row = 0; row < rows; row++)
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

    Span<ulong> Row(int row) => _words.AsSpan(row * columns, columns);

    Span<ulong> KeptRow(int row) => CollectionsMarshal.AsSpan(_kept).Slice((_keptAt[row] - 1) * columns, columns);
}
