using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Branches.</summary>
static class BranchRows
{
    public static IEnumerable<Row> All()
    {
        var far = new WordTarget(0, 26);
        var near = new WordTarget(5, 19);
        var tested = new GeneralRegister(0, Slot.Rn, Number31.ZeroSource);
        yield return new Row("b", 0x1400_0000, new() { Opcode = Opcode.B }, far);
        yield return new Row("bl", 0x9400_0000, new() { Opcode = Opcode.Bl, Rd = Register.Link }, far);
        yield return new Row("b", 0x5400_0000, new() { Opcode = Opcode.BCond }, new ConditionCode(0), near);
        yield return new Row("cbz", 0x3400_0000, new() { Opcode = Opcode.Cbz }, Width, tested, near);
        yield return new Row("cbnz", 0x3500_0000, new() { Opcode = Opcode.Cbnz }, Width, tested, near);
        yield return new Row("tbz", 0x3600_0000, new() { Opcode = Opcode.Tbz }, tested, new TestedBit(), new WordTarget(5, 14));
        yield return new Row("tbnz", 0x3700_0000, new() { Opcode = Opcode.Tbnz }, tested, new TestedBit(), new WordTarget(5, 14));
        yield return new Row("br", 0xd61f_0000, new() { Opcode = Opcode.Br }, Rn);
        yield return new Row("blr", 0xd63f_0000, new() { Opcode = Opcode.Blr, Rd = Register.Link }, Rn);
        yield return new Row("ret", 0xd65f_0000, new() { Opcode = Opcode.Ret }, Rn);
    }
}
