using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Bit-field moves, with the shifts and extensions that are such; extraction; the operations with one source.</summary>
static class BitFieldRows
{
    const uint ZeroFirst = 31 << 5;

    // The last bit of a byte, halfword or word, as ImmS.
    const uint Byte = 7 << 10;
    const uint Halfword = 15 << 10;
    const uint Word = 31 << 10;
    const uint Wide = 0x8040_0000;

    static readonly Operand ImmR = new UnsignedNumber("rotation", 16, 6) { IsAmount = true, IsBitNumber = true };
    static readonly Operand ImmS = new UnsignedNumber("last bit", 10, 6) { IsBitNumber = true };
    static readonly Operand Inserted = new BitField(isInsert: true);
    static readonly Operand Extracted = new BitField(isInsert: false);

    static readonly (string Mnemonic, Opcode Opcode, uint Word)[] OneSource =
    [
        ("rbit", Opcode.Rbit, 0x5ac0_0000), ("rev16", Opcode.Rev16, 0x5ac0_0400), ("clz", Opcode.Clz, 0x5ac0_1000),
        ("cls", Opcode.Cls, 0x5ac0_1400), ("ctz", Opcode.Ctz, 0x5ac0_1800), ("cnt", Opcode.CountOnes, 0x5ac0_1c00), ("abs", Opcode.Abs, 0x5ac0_2000),
    ];

    public static IEnumerable<Row> All() => [.. Signed(), .. Merging(), .. Unsigned(), .. Extraction(), .. OfOneSource()];

    static IEnumerable<Row> Signed()
    {
        var row = new Row("sbfm", 0x1300_0000, new() { Opcode = Opcode.Sbfm }, Width, WidthAgain, Rd, Rn, ImmR, ImmS);
        yield return Alias("asr", row.Word, row, Width, WidthAgain, Rd, Rn, new ShiftDistance(isLeft: false));
        yield return Alias("sxtb", row.Word | Byte, row, Width, WidthAgain, Rd, Wn);
        yield return Alias("sxth", row.Word | Halfword, row, Width, WidthAgain, Rd, Wn);
        yield return Alias("sxtw", row.Word | Word | Wide, row, Rd, Wn);
        yield return Alias("sbfx", row.Word, row, Width, WidthAgain, Rd, Rn, Extracted);
        yield return Alias("sbfiz", row.Word, row, Width, WidthAgain, Rd, Rn, Inserted);
        yield return Reading("sbfiz", row.Word, row, Width, WidthAgain, Rd, Rn, Inserted);
        yield return row;
    }

    static IEnumerable<Row> Merging()
    {
        var merged = new GeneralRegister(0, Slot.Rd, Number31.Discard) { AlsoReadAs = Slot.Ra };
        var row = new Row("bfm", 0x3300_0000, new() { Opcode = Opcode.Bfm }, Width, WidthAgain, merged, Rn, ImmR, ImmS);
        yield return Alias("bfc", row.Word | ZeroFirst, row, Width, WidthAgain, merged, Inserted);
        yield return Alias("bfi", row.Word, row, Width, WidthAgain, merged, Rn, Inserted);
        yield return Alias("bfxil", row.Word, row, Width, WidthAgain, merged, Rn, Extracted);
        yield return row;
    }

    static IEnumerable<Row> Unsigned()
    {
        var row = new Row("ubfm", 0x5300_0000, new() { Opcode = Opcode.Ubfm }, Width, WidthAgain, Rd, Rn, ImmR, ImmS);
        var narrow = new Row("ubfm", row.Word, new() { Opcode = Opcode.Ubfm, Is64 = false });
        yield return Alias("lsl", row.Word, row, Width, WidthAgain, Rd, Rn, new ShiftDistance(isLeft: true));
        yield return Alias("lsr", row.Word, row, Width, WidthAgain, Rd, Rn, new ShiftDistance(isLeft: false));
        yield return Alias("uxtb", row.Word | Byte, narrow, Rd, Wn);
        yield return Alias("uxth", row.Word | Halfword, narrow, Rd, Wn);
        yield return Reading("uxtb", row.Word | Byte, narrow, Xd, Wn);
        yield return Reading("uxth", row.Word | Halfword, narrow, Xd, Wn);
        yield return Reading("uxtw", row.Word | Word | Wide, row, Rd, Wn);
        yield return Reading("uxtw", row.Word | Word, narrow, Rd, Wn);
        yield return Alias("ubfx", row.Word, row, Width, WidthAgain, Rd, Rn, Extracted);
        yield return Alias("ubfiz", row.Word, row, Width, WidthAgain, Rd, Rn, Inserted);
        yield return row;
    }

    static IEnumerable<Row> Extraction()
    {
        var row = new Row("extr", 0x1380_0000, new() { Opcode = Opcode.Extr }, Width, WidthAgain, Rd, Rn, Rm, LowestBit);
        var distance = new UnsignedNumber("shift", 10, 6) { IsAmount = true, IsBitNumber = true };
        yield return Alias("ror", row.Word, row, Width, WidthAgain, Rd, new SameRegister(allowsZero: true), distance);
        yield return row;
    }

    static IEnumerable<Row> OfOneSource()
    {
        foreach (var (mnemonic, opcode, word) in OneSource)
            yield return new Row(mnemonic, word, new() { Opcode = opcode }, Width, Rd, Rn);
        yield return new Row("rev", 0x5ac0_0800, new() { Opcode = Opcode.Rev, Is64 = false }, Rd, Rn);
        yield return new Row("rev", 0xdac0_0c00, new() { Opcode = Opcode.Rev }, Rd, Rn) { Synonyms = ["rev64"] };
        yield return new Row("rev32", 0xdac0_0800, new() { Opcode = Opcode.Rev32 }, Rd, Rn);
    }
}
