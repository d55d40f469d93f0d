using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Loads and stores of one register, and prefetches.</summary>
static class LoadStoreRows
{
    // Suffix, size, opc, and what is accessed. Of stores the register is a source.
    static readonly (string Mnemonic, uint Bits, Instruction Access)[] Accesses =
    [
        ("strb", 0x0000_0000, Access(Opcode.Str, 1, false)), ("ldrb", 0x0040_0000, Access(Opcode.Ldr, 1, false)),
        ("ldrsb", 0x0080_0000, Access(Opcode.Ldrs, 1, true)), ("ldrsb", 0x00c0_0000, Access(Opcode.Ldrs, 1, false)),
        ("strh", 0x4000_0000, Access(Opcode.Str, 2, false)), ("ldrh", 0x4040_0000, Access(Opcode.Ldr, 2, false)),
        ("ldrsh", 0x4080_0000, Access(Opcode.Ldrs, 2, true)), ("ldrsh", 0x40c0_0000, Access(Opcode.Ldrs, 2, false)),
        ("str", 0x8000_0000, Access(Opcode.Str, 4, false)), ("ldr", 0x8040_0000, Access(Opcode.Ldr, 4, false)),
        ("ldrsw", 0x8080_0000, Access(Opcode.Ldrs, 4, true)),
        ("str", 0xc000_0000, Access(Opcode.Str, 8, true)), ("ldr", 0xc040_0000, Access(Opcode.Ldr, 8, true)),
    ];

    static readonly (string Mnemonic, uint Word, Instruction Access)[] Literals =
    [
        ("ldr", 0x1800_0000, Access(Opcode.Ldr, 4, false)), ("ldr", 0x5800_0000, Access(Opcode.Ldr, 8, true)),
        ("ldrsw", 0x9800_0000, Access(Opcode.Ldrs, 4, true)),
    ];

    public static IEnumerable<Row> All()
    {
        foreach (var (mnemonic, bits, access) in Accesses)
        {
            var data = access.Opcode == Opcode.Str ? RtStored : Rd;
            var unscaled = new Row(Unscaled(mnemonic), 0x3800_0000 | bits, access, data, Signed(Addressing.Offset));
            yield return new Row(mnemonic, 0x3900_0000 | bits, access, data, new ScaledAddress(access.AccessBytes));
            yield return unscaled;
            yield return new Row(mnemonic, 0x3800_0400 | bits, access, data, Signed(Addressing.PostIndex));
            yield return new Row(mnemonic, 0x3800_0c00 | bits, access, data, Signed(Addressing.PreIndex));
            yield return new Row(mnemonic, 0x3820_0800 | bits, access, data, new IndexedAddress(access.AccessBytes));

            // As if by user mode, which is no other memory here.
            yield return new Row(Unprivileged(mnemonic), 0x3800_0800 | bits, access, data, Signed(Addressing.Offset));
            yield return Reading(mnemonic, unscaled.Word, unscaled, data, Signed(Addressing.Offset));
        }

        foreach (var (mnemonic, word, access) in Literals)
            yield return new Row(mnemonic, word, access, Rd, new LiteralAddress(access.AccessBytes));
        foreach (var row in Prefetches())
            yield return row;
    }

    static IEnumerable<Row> Prefetches()
    {
        var prefetch = new Instruction { Opcode = Opcode.Prfm };
        var operation = new Choice("prefetch operation", 0, 5, [.. PrefetchOperations()]) { IsIgnored = true, NumberFormat = "#0x{0:x2}" };
        var unscaled = new Row("prfum", 0xf880_0000, prefetch, operation, Signed(Addressing.Offset));
        yield return new Row("prfm", 0xf980_0000, prefetch, operation, new ScaledAddress(8));
        yield return unscaled;
        yield return new Row("prfm", 0xf8a0_0800, prefetch, operation, new IndexedAddress(8));
        yield return new Row("prfm", 0xd800_0000, prefetch, operation, new LiteralAddress(poolBytes: null));
        yield return Reading("prfm", unscaled.Word, unscaled, operation, Signed(Addressing.Offset));
    }

    // What for, which level, and whether it is used more than once.
    static IEnumerable<(string Name, uint Value)> PrefetchOperations() =>
        from kind in ((string, uint)[])[("pld", 0), ("pli", 8), ("pst", 16)]
        from level in ((string, uint)[])[("l1", 0), ("l2", 2), ("l3", 4)]
        from policy in ((string, uint)[])[("keep", 0), ("strm", 1)]
        select (kind.Item1 + level.Item1 + policy.Item1, kind.Item2 + level.Item2 + policy.Item2);

    static Instruction Access(Opcode opcode, byte bytes, bool is64) => new() { Opcode = opcode, AccessBytes = bytes, Is64 = is64 };

    static SignedAddress Signed(Addressing addressing) => new(12, 9, 1, addressing);

    // ldr is ldtr then, strb is sttrb.
    static string Unprivileged(string mnemonic) => mnemonic[..2] + "t" + mnemonic[2..];

    // ldr is ldur then, strb is sturb.
    static string Unscaled(string mnemonic) => mnemonic[..2] + "u" + mnemonic[2..];
}
