using System.Numerics;

namespace Sim.Core.A64.Table;

/// <summary>Every form of every instruction of the subset.</summary>
static class InstructionTable
{
    // The bits that tell most forms apart.
    const int IndexShift = 21;
    const int Buckets = 1 << (32 - IndexShift);

    public static IReadOnlyList<Row> Rows { get; } =
    [
        .. ArithmeticRows.All(), .. LogicalRows.All(), .. MoveRows.All(), .. BitFieldRows.All(), .. MultiplyRows.All(),
        .. ConditionalRows.All(), .. BranchRows.All(), .. LoadStoreRows.All(), .. PairRows.All(), .. OrderedRows.All(),
        .. AtomicRows.All(), .. SystemRows.All(),
    ];

    // Behind the rows, which it is made of.
    static readonly Row[][] ByTopBits = Index();

    /// <summary>The rows that a word can be of; those with more fixed bits, which are exceptions to others, first.</summary>
    public static ReadOnlySpan<Row> Candidates(uint word) => ByTopBits[word >> IndexShift];

    static Row[][] Index()
    {
        var sorted = Rows.OrderByDescending(row => BitOperations.PopCount(row.Mask)).ToList();
        return [.. Enumerable.Range(0, Buckets).Select(RowsOf)];

        Row[] RowsOf(int bucket)
        {
            var word = (uint)bucket << IndexShift;
            return [.. sorted.Where(row => ((word ^ row.Word) & row.Mask) >> IndexShift == 0)];
        }
    }
}
