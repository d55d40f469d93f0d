using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Bitwise logic.</summary>
static class LogicalRows
{
    const uint ZeroResult = 31;
    const uint ZeroFirst = 31 << 5;

    static readonly (string Mnemonic, Opcode Opcode, uint Bits)[] OfRegisters =
    [
        ("and", Opcode.And, 0x0000_0000), ("bic", Opcode.Bic, 0x0020_0000),
        ("orr", Opcode.Orr, 0x2000_0000), ("orn", Opcode.Orn, 0x2020_0000),
        ("eor", Opcode.Eor, 0x4000_0000), ("eon", Opcode.Eon, 0x4020_0000),
        ("ands", Opcode.Ands, 0x6000_0000), ("bics", Opcode.Bics, 0x6020_0000),
    ];

    static readonly (string Mnemonic, string Inverted, Opcode Opcode, uint Bits)[] OfConstants =
    [
        ("and", "bic", Opcode.And, 0x0000_0000), ("orr", "orn", Opcode.Orr, 0x2000_0000), ("eor", "eon", Opcode.Eor, 0x4000_0000),
        ("ands", "bics", Opcode.Ands, 0x6000_0000),
    ];

    public static IEnumerable<Row> All()
    {
        var inverted = new BitmaskImmediate(isInverted: true);
        foreach (var (mnemonic, opposite, opcode, bits) in OfConstants)
        {
            var (word, result) = (0x1200_0000 | bits, opcode == Opcode.Ands ? Rd : RdOrSp);
            var row = new Row(mnemonic, word, new() { Opcode = opcode }, Width, result, Rn, Bitmask);
            if (opcode == Opcode.Ands)
                yield return Alias("tst", word | ZeroResult, row, Width, Rn, Bitmask);
            if (opcode == Opcode.Orr)
            {
                // From the zero register it is the move of a constant.
                var move = new Row("orr", word | ZeroFirst, new() { Opcode = Opcode.MoveImmediate }, Width, RdOrSp, Bitmask) { Use = RowUse.Decode };
                yield return move;
                yield return Alias("mov", word | ZeroFirst, move, Width, RdOrSp, new MovedBitmask());
            }

            yield return row;
            yield return Reading(opposite, word, row, Width, result, Rn, inverted);
        }

        foreach (var (mnemonic, opcode, bits) in OfRegisters)
        {
            var word = 0x0a00_0000 | bits;
            var row = new Row(mnemonic, word, new() { Opcode = opcode }, Width, Rd, Rn, Rm, ShiftOrRotate);
            if (opcode == Opcode.Ands)
                yield return Alias("tst", word | ZeroResult, row, Width, Rn, Rm, ShiftOrRotate);
            if (opcode == Opcode.Orn)
                yield return Alias("mvn", word | ZeroFirst, row, Width, Rd, Rm, ShiftOrRotate);
            if (opcode == Opcode.Orr)
                yield return Alias("mov", word | ZeroFirst, row, Width, Rd, Rm);
            yield return row;
        }
    }
}
