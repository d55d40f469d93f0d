using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>LSE atomics.</summary>
static class AtomicRows
{
    const uint NoResult = 31;

    static readonly (string Mnemonic, Opcode Opcode, uint Word)[] Modifications =
    [
        ("ldadd", Opcode.Ldadd, 0x3820_0000), ("ldclr", Opcode.Ldclr, 0x3820_1000), ("ldeor", Opcode.Ldeor, 0x3820_2000),
        ("ldset", Opcode.Ldset, 0x3820_3000), ("ldsmax", Opcode.Ldsmax, 0x3820_4000), ("ldsmin", Opcode.Ldsmin, 0x3820_5000),
        ("ldumax", Opcode.Ldumax, 0x3820_6000), ("ldumin", Opcode.Ldumin, 0x3820_7000), ("swp", Opcode.Swp, 0x3820_8000),
    ];

    // The bits for acquire and release: of modifications, of compare-and-swap.
    static readonly (string Suffix, Ordering Ordering, uint Bits, uint SwapBits)[] Orderings =
    [
        ("", Ordering.Relaxed, 0, 0), ("a", Ordering.Acquire, 0x0080_0000, 0x0040_0000),
        ("l", Ordering.Release, 0x0040_0000, 0x0000_8000), ("al", Ordering.Acquire | Ordering.Release, 0x00c0_0000, 0x0040_8000),
    ];

    public static IEnumerable<Row> All()
    {
        var compared = new GeneralRegister(16, Slot.Rd, Number31.Discard) { AlsoReadAs = Slot.Rm };
        var stored = new GeneralRegister(0, Slot.Ra, Number31.ZeroSource);
        foreach (var (suffix, ordering, bits, swapBits) in Orderings)
        {
            foreach (var size in AccessSize.All)
            {
                foreach (var (mnemonic, opcode, word) in Modifications)
                {
                    var row = new Row(mnemonic + suffix + size.Suffix, size.In(word) | bits, size.Access(opcode, ordering), Rm, Rd, BaseOnly);
                    if (opcode != Opcode.Swp && !ordering.HasFlag(Ordering.Acquire))
                        yield return Alias("st" + row.Mnemonic[2..], row.Word | NoResult, row, Rm, BaseOnly);
                    yield return row;
                }

                yield return new Row("cas" + suffix + size.Suffix, size.In(0x08a0_7c00) | swapBits, size.Access(Opcode.Cas, ordering),
                    compared, stored, BaseOnly);
            }

            var comparedPair = new EvenPair(16, Slot.Rd, alsoReadAs: Slot.Rm);
            var storedPair = new EvenPair(0, Slot.Ra, alsoReadAs: null);
            foreach (var size in AccessSize.Words)
            {
                // One bit says the size.
                var word = (size.Bytes == 8 ? 0x4820_7c00u : 0x0820_7c00u) | swapBits;
                yield return new Row("casp" + suffix, word, size.Access(Opcode.Casp, ordering), comparedPair, storedPair, BaseOnly);
            }
        }
    }
}
