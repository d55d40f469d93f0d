using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Acquire, release and exclusive accesses.</summary>
static class OrderedRows
{
    static readonly (string Mnemonic, Opcode Opcode, uint Word, Ordering Ordering)[] Loads =
    [
        ("ldxr", Opcode.Ldxr, 0x085f_7c00, Ordering.Relaxed), ("ldaxr", Opcode.Ldaxr, 0x085f_fc00, Ordering.Acquire),
        ("ldar", Opcode.Ldar, 0x08df_fc00, Ordering.Acquire), ("ldapr", Opcode.Ldapr, 0x38bf_c000, Ordering.Acquire),
    ];

    static readonly (string Mnemonic, Opcode Opcode, uint Word, Ordering Ordering)[] ExclusiveStores =
        [("stxr", Opcode.Stxr, 0x0800_7c00, Ordering.Relaxed), ("stlxr", Opcode.Stlxr, 0x0800_fc00, Ordering.Release)];

    static readonly (string Mnemonic, Opcode Opcode, uint Word, Ordering Ordering)[] PairLoads =
        [("ldxp", Opcode.Ldxp, 0x887f_0000, Ordering.Relaxed), ("ldaxp", Opcode.Ldaxp, 0x887f_8000, Ordering.Acquire)];

    static readonly (string Mnemonic, Opcode Opcode, uint Word, Ordering Ordering)[] PairStores =
        [("stxp", Opcode.Stxp, 0x8820_0000, Ordering.Relaxed), ("stlxp", Opcode.Stlxp, 0x8820_8000, Ordering.Release)];

    public static IEnumerable<Row> All()
    {
        var status = new GeneralRegister(16, Slot.Rd, Number31.Discard) { IsX = false };
        var address = new BaseAddress(statusLow: 16);
        var stored = new GeneralRegister(0, Slot.Ra, Number31.ZeroSource);
        foreach (var size in AccessSize.All)
        {
            foreach (var (mnemonic, opcode, word, ordering) in Loads)
                yield return new Row(mnemonic + size.Suffix, size.In(word), size.Access(opcode, ordering), Rd, BaseOnly);
            yield return new Row("stlr" + size.Suffix, size.In(0x089f_fc00), size.Access(Opcode.Stlr, Ordering.Release), RtStored, BaseOnly);
            yield return new Row("ldlar" + size.Suffix, size.In(0x08df_7c00), size.Access(Opcode.Ldar, Ordering.Acquire), Rd, BaseOnly);
            yield return new Row("stllr" + size.Suffix, size.In(0x089f_7c00), size.Access(Opcode.Stlr, Ordering.Release), RtStored, BaseOnly);
            foreach (var (mnemonic, opcode, word, ordering) in ExclusiveStores)
                yield return new Row(mnemonic + size.Suffix, size.In(word), size.Access(opcode, ordering), status, stored, address);
        }

        var loadedSecond = new GeneralRegister(10, Slot.Ra, Number31.Discard) { DifferentFrom = 0 };
        var storedSecond = new GeneralRegister(10, Slot.Rm, Number31.ZeroSource);
        foreach (var size in AccessSize.Words)
        {
            foreach (var (mnemonic, opcode, word, ordering) in PairLoads)
                yield return new Row(mnemonic, size.In(word), size.Access(opcode, ordering), Rd, loadedSecond, BaseOnly);
            foreach (var (mnemonic, opcode, word, ordering) in PairStores)
                yield return new Row(mnemonic, size.In(word), size.Access(opcode, ordering), status, stored, storedSecond, address);
        }
    }
}
