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
            yield return new Row(mnemonic, 0x3900_0000 | bits, access, data, new ScaledAddress(access.AccessBytes));
            yield return new Row(Unscaled(mnemonic), 0x3800_0000 | bits, access, data, Signed(Addressing.Offset));
            yield return new Row(mnemonic, 0x3800_0400 | bits, access, data, Signed(Addressing.PostIndex));
            yield return new Row(mnemonic, 0x3800_0c00 | bits, access, data, Signed(Addressing.PreIndex));
            yield return new Row(mnemonic, 0x3820_0800 | bits, access, data, new IndexedAddress(access.AccessBytes));
        }

        foreach (var (mnemonic, word, access) in Literals)
            yield return new Row(mnemonic, word, access, Rd, new LiteralAddress());

        var prefetch = new Instruction { Opcode = Opcode.Prfm };
        var operation = new Ignored(0, 5, 0);
        yield return new Row("prfm", 0xf980_0000, prefetch, operation, new ScaledAddress(8));
        yield return new Row("prfum", 0xf880_0000, prefetch, operation, Signed(Addressing.Offset));
        yield return new Row("prfm", 0xf8a0_0800, prefetch, operation, new IndexedAddress(8));
        yield return new Row("prfm", 0xd800_0000, prefetch, operation, new LiteralAddress());
    }

    static Instruction Access(Opcode opcode, byte bytes, bool is64) => new() { Opcode = opcode, AccessBytes = bytes, Is64 = is64 };

    static SignedAddress Signed(Addressing addressing) => new(12, 9, 1, addressing);

    // ldr is ldur then, strb is sturb.
    static string Unscaled(string mnemonic) => mnemonic[..2] + "u" + mnemonic[2..];
}
