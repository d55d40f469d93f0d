using System.Numerics;

namespace Sim.Core.A64.Table;

/// <summary>Every form of every instruction of the subset.</summary>
static class InstructionTable
{
    // Moves of constants first: of several forms that a text can be, the first is taken.
    public static IReadOnlyList<Row> Rows { get; } =
    [
        .. MoveRows.All(), .. LogicalRows.All(), .. ArithmeticRows.All(), .. BitFieldRows.All(), .. MultiplyRows.All(),
        .. ConditionalRows.All(), .. BranchRows.All(), .. LoadStoreRows.All(), .. PairRows.All(), .. OrderedRows.All(),
        .. AtomicRows.All(), .. HintRows.All(), .. SigningRows.All(), .. SystemRows.All(),
        .. MaintenanceRows.All(), .. TagRows.All(), .. FlagRows.All(), .. VectorRows.All(), .. VectorMoveRows.All(), .. VectorStructureRows.All(),
    ];

    // After the rows, which they are made of. Forms with more fixed bits are exceptions to others, and come first.
    static readonly RowIndex Decoding = new(Rows
        .Where(row => row.Use.HasFlag(RowUse.Decode))
        .OrderByDescending(row => BitOperations.PopCount(row.Mask)));

    // Aliases before what they are aliases of.
    static readonly RowIndex Printing = new(Rows
        .Where(row => row.Use.HasFlag(RowUse.Print))
        .OrderBy(row => row.Use.HasFlag(RowUse.Decode))
        .ThenByDescending(row => row.Use.HasFlag(RowUse.Decode) ? BitOperations.PopCount(row.Mask) : 0));

    static readonly Dictionary<string, Row[]> Reading = Rows
        .Where(row => row.Use.HasFlag(RowUse.Read))
        .SelectMany(row => row.Synonyms.Prepend(row.Mnemonic).Select(mnemonic => (Mnemonic: mnemonic, Row: row)))
        .GroupBy(entry => entry.Mnemonic, entry => entry.Row)
        .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Every mnemonic that is read, synonyms included.</summary>
    public static IEnumerable<string> Mnemonics => Reading.Keys;

    /// <summary>The forms that may give <paramref name="word"/> its meaning.</summary>
    public static ReadOnlySpan<Row> DecodingOf(uint word) => Decoding.Of(word);

    /// <summary>The forms in which <paramref name="word"/> may be written, the preferred one first.</summary>
    public static ReadOnlySpan<Row> PrintingOf(uint word) => Printing.Of(word);

    /// <summary>The forms that <paramref name="mnemonic"/> has; null if there are none.</summary>
    public static IReadOnlyList<Row>? Find(string mnemonic) => Reading.GetValueOrDefault(mnemonic);
}
