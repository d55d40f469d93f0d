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
    ulong[]? _kept;

    /// <summary>The contents, [row * columns + column]; zeros at first.</summary>
    public ulong[] Words { get; } = new ulong[(long)rows * columns];

    /// <summary>True if the contents are those of the last <see cref="Keep"/>.</summary>
    public bool IsAsKept
    {
        get
        {
            foreach (var row in _changed)
            {
                if (!Row(Words, row).SequenceEqual(Row(Kept, row)))
                    return false;
            }

            return true;
        }
    }

    // Most cores are never compared, and need no second copy.
    ulong[] Kept => _kept ??= new ulong[Words.Length];

    /// <summary>To be called before a word of <paramref name="row"/> changes.</summary>
    public void Change(int row)
    {
        if (!_isChanged[row])
            Note(row);
    }

    /// <summary>Keeps the contents, in place of what was kept before.</summary>
    public void Keep()
    {
        foreach (var row in _changed)
        {
            Row(Words, row).CopyTo(Row(Kept, row));
            _isChanged[row] = false;
        }

        _changed.Clear();
    }

    /// <summary>Fills the table with zeros.</summary>
    public void Clear()
    {
        for (var row = 0; row < rows; row++)
        {
            if (!Row(Words, row).ContainsAnyExcept(0ul))
                continue;
            Change(row);
            Row(Words, row).Clear();
        }
    }

    void Note(int row)
    {
        _isChanged[row] = true;
        _changed.Add(row);
    }

    Span<ulong> Row(ulong[] words, int row) => words.AsSpan(row * columns, columns);
}
