using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Bitwise logic.</summary>
static class LogicalRows
{
    static readonly (string Mnemonic, Opcode Opcode, uint Bits)[] OfRegisters =
    [
        ("and", Opcode.And, 0x0000_0000), ("bic", Opcode.Bic, 0x0020_0000),
        ("orr", Opcode.Orr, 0x2000_0000), ("orn", Opcode.Orn, 0x2020_0000),
        ("eor", Opcode.Eor, 0x4000_0000), ("eon", Opcode.Eon, 0x4020_0000),
        ("ands", Opcode.Ands, 0x6000_0000), ("bics", Opcode.Bics, 0x6020_0000),
    ];

    static readonly (string Mnemonic, Opcode Opcode, uint Bits)[] OfConstants =
    [
        ("and", Opcode.And, 0x0000_0000), ("orr", Opcode.Orr, 0x2000_0000), ("eor", Opcode.Eor, 0x4000_0000),
    ];

    public static IEnumerable<Row> All()
    {
        foreach (var (mnemonic, opcode, bits) in OfConstants)
            yield return new Row(mnemonic, 0x1200_0000 | bits, new() { Opcode = opcode }, Width, RdOrSp, Rn, Bitmask);
        yield return new Row("ands", 0x7200_0000, new() { Opcode = Opcode.Ands }, Width, Rd, Rn, Bitmask);
        foreach (var (mnemonic, opcode, bits) in OfRegisters)
            yield return new Row(mnemonic, 0x0a00_0000 | bits, new() { Opcode = opcode }, Width, Rd, Rn, Rm, ShiftOrRotate);
    }
}
