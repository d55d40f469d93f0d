using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Bit-field moves, extraction, and the operations with one source.</summary>
static class BitFieldRows
{
    static readonly (string Mnemonic, Opcode Opcode, uint Word)[] OneSource =
    [
        ("rbit", Opcode.Rbit, 0x5ac0_0000), ("rev16", Opcode.Rev16, 0x5ac0_0400), ("clz", Opcode.Clz, 0x5ac0_1000),
        ("cls", Opcode.Cls, 0x5ac0_1400),
    ];

    public static IEnumerable<Row> All()
    {
        var merged = new GeneralRegister(0, Slot.Rd, Number31.Discard, alsoReadAs: Slot.Ra);
        yield return new Row("sbfm", 0x1300_0000, new() { Opcode = Opcode.Sbfm }, Width, WidthAgain, Rd, Rn, ImmR, ImmS);
        yield return new Row("bfm", 0x3300_0000, new() { Opcode = Opcode.Bfm }, Width, WidthAgain, merged, Rn, ImmR, ImmS);
        yield return new Row("ubfm", 0x5300_0000, new() { Opcode = Opcode.Ubfm }, Width, WidthAgain, Rd, Rn, ImmR, ImmS);
        yield return new Row("extr", 0x1380_0000, new() { Opcode = Opcode.Extr }, Width, WidthAgain, Rd, Rn, Rm, LowestBit);

        foreach (var (mnemonic, opcode, word) in OneSource)
            yield return new Row(mnemonic, word, new() { Opcode = opcode }, Width, Rd, Rn);
        yield return new Row("rev", 0x5ac0_0800, new() { Opcode = Opcode.Rev, Is64 = false }, Rd, Rn);
        yield return new Row("rev", 0xdac0_0c00, new() { Opcode = Opcode.Rev }, Rd, Rn);
        yield return new Row("rev32", 0xdac0_0800, new() { Opcode = Opcode.Rev32 }, Rd, Rn);
    }
}
