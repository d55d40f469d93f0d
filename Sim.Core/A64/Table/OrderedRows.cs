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

    static readonly (string Suffix, byte Bytes, uint Word, bool Is64)[] Signed =
        [("b", 1, 0x1980_0000, true), ("b", 1, 0x19c0_0000, false), ("h", 2, 0x5980_0000, true), ("h", 2, 0x59c0_0000, false), ("w", 4, 0x9980_0000, true)];

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

        // The same at an offset, which need not be a multiple of anything.
        var offset = new SignedAddress(12, 9, 1, Addressing.Offset);
        foreach (var size in AccessSize.All)
        {
            yield return new Row("ldapur" + size.Suffix, size.In(0x1940_0000), size.Access(Opcode.Ldapr, Ordering.Acquire), Rd, offset);
            yield return new Row("stlur" + size.Suffix, size.In(0x1900_0000), size.Access(Opcode.Stlr, Ordering.Release), RtStored, offset);
        }

        foreach (var (suffix, bytes, word, is64) in Signed)
        {
            yield return new Row("ldapurs" + suffix, word,
                new() { Opcode = Opcode.LdaprSigned, AccessBytes = bytes, Is64 = is64, Ordering = Ordering.Acquire }, Rd, offset);
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
