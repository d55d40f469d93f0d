using Sim.Core.A64.Operands;
using Sim.Core.A64.Parsing;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Moves between SIMD and floating-point registers, between them and integer registers, and of constants into them.</summary>
static class VectorMoveRows
{
    const uint Full = 0x4000_0000;

    static readonly Operand Xn = new GeneralRegister(5, Slot.Rn, Number31.ZeroSource) { IsX = true };
    static readonly Operand Wd = new GeneralRegister(0, Slot.Rd, Number31.Discard) { IsX = false };
    static readonly Operand Xd = new GeneralRegister(0, Slot.Rd, Number31.Discard) { IsX = true };

    // Scalars: letter, the bits of their type.
    static readonly (char Letter, uint Type)[] Scalars = [('h', 0x00c0_0000), ('s', 0x0000_0000), ('d', 0x0040_0000)];

    // With an integer register: its width, the word with it as source, with it as result.
    static readonly (char Letter, bool IsX, uint ToVector, uint FromVector)[] Transfers =
    [
        ('s', false, 0x1e27_0000, 0x1e26_0000), ('d', true, 0x9e67_0000, 0x9e66_0000),
        ('h', false, 0x1ee7_0000, 0x1ee6_0000), ('h', true, 0x9ee7_0000, 0x9ee6_0000),
    ];

    public static IEnumerable<Row> All() =>
    [
        .. OfScalars(), .. ToAndFromIntegers(), .. "bhsd".SelectMany(Elements), .. OfWhole(), .. Constants(isInverted: false),
        .. Constants(isInverted: true), .. FloatConstants(),
    ];

    static IEnumerable<Row> OfScalars()
    {
        foreach (var (letter, type) in Scalars)
        {
            var bytes = VectorNames.BytesOf(letter);
            var result = new VectorRegister(0, Slot.Rd, letter);
            yield return new Row("fmov", 0x1e20_4000 | type, new() { Opcode = Opcode.VectorMove, Immediate = bytes }, result, new VectorRegister(5, Slot.Rn, letter));
            yield return new Row("fmov", 0x1e20_1000 | type, new() { Opcode = Opcode.VectorConstant, AccessBytes = 8 },
                result, new FloatImmediate(13, 8, bytes, copies: 1));
        }
    }

    static IEnumerable<Row> ToAndFromIntegers()
    {
        foreach (var (letter, isX, toVector, fromVector) in Transfers)
        {
            var bytes = VectorNames.BytesOf(letter);
            yield return new Row("fmov", toVector, new() { Opcode = Opcode.VectorFill, AccessBytes = bytes, Immediate = bytes },
                new VectorRegister(0, Slot.Rd, letter), isX ? Xn : Wn);
            yield return new Row("fmov", fromVector, new() { Opcode = Opcode.VectorExtract, AccessBytes = bytes },
                isX ? Xd : Wd, new VectorRegister(5, Slot.Rn, letter));
        }

        yield return new Row("fmov", 0x9eaf_0000, new() { Opcode = Opcode.VectorInsert, AccessBytes = 8 }, new VectorElement(0, Slot.Rd, 'd', null), Xn);
        yield return new Row("fmov", 0x9eae_0000, new() { Opcode = Opcode.VectorExtract, AccessBytes = 8 }, Xd, new VectorElement(5, Slot.Rn, 'd', null));
    }

    static IEnumerable<Row> Elements(char letter)
    {
        var bytes = VectorNames.BytesOf(letter);
        var size = int.Log2(bytes);

        // The lowest bit of five says the size; those above it are the index.
        var (marker, index) = (1u << 16 + size, new Field(17 + size, 4 - size));
        var (source, general) = (new VectorElement(5, Slot.Rn, letter, index), letter == 'd' ? Xn : Wn);
        foreach (var isFull in (bool[])[false, true])
        {
            if (letter == 'd' && !isFull)
                continue;
            var (full, total) = (isFull ? Full : 0, isFull ? 16 : 8);
            var result = new ArrangedRegister(0, Slot.Rd, VectorNames.ArrangementOf((uint)size, isFull));
            yield return new Row("dup", 0x0e00_0400 | marker | full, Duplicates(total), result, source);
            yield return new Row("dup", 0x0e00_0c00 | marker | full, new() { Opcode = Opcode.VectorFill, AccessBytes = bytes, Immediate = total }, result, general);
        }

        var scalar = new Row("dup", 0x5e00_0400 | marker, Duplicates(bytes), new VectorRegister(0, Slot.Rd, letter), source);
        yield return Alias("mov", scalar.Word, scalar, scalar.Operands);
        yield return scalar;

        var inserted = new VectorElement(0, Slot.Rd, letter, index);
        var insert = new Row("ins", 0x4e00_1c00 | marker, new() { Opcode = Opcode.VectorInsert, AccessBytes = bytes }, inserted, general);
        yield return Alias("mov", insert.Word, insert, insert.Operands);
        yield return insert;
        var copy = new Row("ins", 0x6e00_0400 | marker, new() { Opcode = Opcode.VectorCopy, AccessBytes = bytes },
            inserted, new VectorElement(5, Slot.Rn, letter, new Field(11 + size, 4 - size), shift: 4));
        yield return Alias("mov", copy.Word, copy, copy.Operands);
        yield return copy;

        var extract = new Row("umov", 0x0e00_3c00 | marker | (letter == 'd' ? Full : 0), new() { Opcode = Opcode.VectorExtract, AccessBytes = bytes },
            letter == 'd' ? Xd : Wd, source);
        if (letter is 's' or 'd')
            yield return Alias("mov", extract.Word, extract, extract.Operands);
        yield return extract;
        var signed = new Instruction { Opcode = Opcode.VectorExtractSigned, AccessBytes = bytes };
        if (letter is 'b' or 'h')
            yield return new Row("smov", 0x0e00_2c00 | marker, signed with { Is64 = false }, Wd, source);
        if (letter != 'd')
            yield return new Row("smov", 0x4e00_2c00 | marker, signed, Xd, source);

        Instruction Duplicates(int total) => new() { Opcode = Opcode.VectorDuplicate, AccessBytes = bytes, Immediate = total };
    }

    // An orr of a register with itself.
    static IEnumerable<Row> OfWhole()
    {
        foreach (var isFull in (bool[])[false, true])
        {
            var arrangement = isFull ? "16b" : "8b";
            yield return new Row("mov", 0x0ea0_1c00 | (isFull ? Full : 0), new() { Opcode = Opcode.VectorMove, Immediate = isFull ? 16 : 8 },
                new ArrangedRegister(0, Slot.Rd, arrangement), new ArrangedRegister(5, Slot.Rn, arrangement),
                new ArrangedRegister(16, Slot.Rm, arrangement) { IsSameAsFirst = true });
        }
    }

    static IEnumerable<Row> Constants(bool isInverted)
    {
        var (mnemonic, inverted) = isInverted ? ("mvni", 0x2000_0000u) : ("movi", 0u);
        foreach (var isFull in (bool[])[false, true])
        {
            var word = 0x0f00_0400 | inverted | (isFull ? Full : 0);
            var template = new Instruction { Opcode = Opcode.VectorConstant, AccessBytes = (byte)(isFull ? 16 : 8) };
            if (!isInverted)
                yield return new Row(mnemonic, word | 0xe000, template, Result(0), new VectorConstant(1, false, null, shiftsOnes: false));
            yield return new Row(mnemonic, word | 0x8000, template, Result(1), new VectorConstant(2, isInverted, new Field(13, 1), shiftsOnes: false));
            yield return new Row(mnemonic, word, template, Result(2), new VectorConstant(4, isInverted, new Field(13, 2), shiftsOnes: false));
            yield return new Row(mnemonic, word | 0xc000, template, Result(2), new VectorConstant(4, isInverted, new Field(12, 1), shiftsOnes: true));

            ArrangedRegister Result(uint size) => new(0, Slot.Rd, VectorNames.ArrangementOf(size, isFull));
        }

        if (isInverted)
            yield break;
        var bytes = new VectorConstant(8, false, null, shiftsOnes: false);
        yield return new Row("movi", 0x2f00_e400, new() { Opcode = Opcode.VectorConstant, AccessBytes = 8 }, new VectorRegister(0, Slot.Rd, 'd'), bytes);
        yield return new Row("movi", 0x6f00_e400, new() { Opcode = Opcode.VectorConstant, AccessBytes = 16 }, new ArrangedRegister(0, Slot.Rd, "2d"), bytes);
    }

    static IEnumerable<Row> FloatConstants()
    {
        foreach (var (arrangement, word, bytes) in ((string, uint, int)[])
            [("2s", 0x0f00_f400, 4), ("4s", 0x4f00_f400, 4), ("2d", 0x6f00_f400, 8), ("4h", 0x0f00_fc00, 2), ("8h", 0x4f00_fc00, 2)])
        {
            var total = VectorNames.VectorBytesOf(arrangement);
            yield return new Row("fmov", word, new() { Opcode = Opcode.VectorConstant, AccessBytes = (byte)total },
                new ArrangedRegister(0, Slot.Rd, arrangement), new FloatImmediate(5, 5, bytes, copies: 8 / bytes));
        }
    }
}
