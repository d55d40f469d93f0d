namespace Sim.Core.A64.Table;

/// <summary>Forms by the bits of a word that tell most of them apart.</summary>
/// <param name="rows">Forms, those to be tried first at the front.</param>
/// <remarks>Sorted out as words come up: a run decodes words of a hundred kinds, of two thousand.</remarks>
sealed class RowIndex(IEnumerable<Row> rows)
{
    const int Shift = 21;

    readonly Row[] _rows = [.. rows];

    // Threads that find a bucket empty at the same time fill it with the same rows.
    readonly Row[]?[] _buckets = new Row[]?[1 << (32 - Shift)];

    /// <summary>The forms that <paramref name="word"/> may have, in order.</summary>
    public ReadOnlySpan<Row> Of(uint word) => _buckets[word >> Shift] ??= RowsOf(word);

    Row[] RowsOf(uint word) => Array.FindAll(_rows, row => ((word ^ row.Word) & row.Mask) >> Shift == 0);
}
