using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Checksums, and instructions that work on the flags.</summary>
static class FlagRows
{
    static readonly (string Suffix, byte Bytes, uint Word)[] Checksums =
        [("b", 1, 0x1ac0_4000), ("h", 2, 0x1ac0_4400), ("w", 4, 0x1ac0_4800), ("x", 8, 0x9ac0_4c00)];

    public static IEnumerable<Row> All()
    {
        const uint Castagnoli = 0x1000;
        var result = new GeneralRegister(0, Slot.Rd, Number31.Discard) { IsX = false };
        foreach (var (suffix, bytes, word) in Checksums)
        {
            var data = bytes == 8 ? Xm : Wm;
            yield return new Row("crc32" + suffix, word, new() { Opcode = Opcode.Crc32, AccessBytes = bytes, Is64 = false }, result, Wn, data);
            yield return new Row("crc32c" + suffix, word | Castagnoli, new() { Opcode = Opcode.Crc32c, AccessBytes = bytes, Is64 = false },
                result, Wn, data);
        }

        yield return new Row("cfinv", 0xd500_401f, new() { Opcode = Opcode.Cfinv });
        yield return new Row("xaflag", 0xd500_403f, new() { Opcode = Opcode.Xaflag });
        yield return new Row("axflag", 0xd500_405f, new() { Opcode = Opcode.Axflag });
        yield return new Row("setf8", 0x3a00_080d, new() { Opcode = Opcode.Setf, AccessBytes = 1 }, Wn);
        yield return new Row("setf16", 0x3a00_480d, new() { Opcode = Opcode.Setf, AccessBytes = 2 }, Wn);
        yield return new Row("rmif", 0xba00_0400, new() { Opcode = Opcode.Rmif },
            Rn, new UnsignedNumber("shift", 15, 6) { IsBitNumber = true }, new UnsignedNumber("mask", 0, 4) { IsAmount = true, IsDecimal = true });
    }
}
