using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Moves of constants and addresses.</summary>
static class MoveRows
{
    public static IEnumerable<Row> All()
    {
        var move = new Instruction { Opcode = Opcode.MoveImmediate };
        var zeroed = new Row("movz", 0x5280_0000, move, Width, Rd, new WideImmediate(WideMove.Zeroed));
        var inverted = new Row("movn", 0x1280_0000, move, Width, Rd, new WideImmediate(WideMove.Inverted));
        yield return Alias("mov", zeroed.Word, zeroed, Width, Rd, new MovedConstant(WideMove.Zeroed));
        yield return Alias("mov", inverted.Word, inverted, Width, Rd, new MovedConstant(WideMove.Inverted));
        yield return zeroed;
        yield return inverted;
        yield return new Row("movk", 0x7280_0000, new() { Opcode = Opcode.MoveWideKeep },
            Width, new GeneralRegister(0, Slot.Rd, Number31.Discard) { AlsoReadAs = Slot.Rn }, new WideImmediate(WideMove.Keep));
        yield return new Row("adr", 0x1000_0000, move, Rd, new ByteTarget(isPage: false));
        yield return new Row("adrp", 0x9000_0000, move, Rd, new ByteTarget(isPage: true));
    }
}
