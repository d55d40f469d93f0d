using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Multiplication, division, and shifts by a register.</summary>
static class MultiplyRows
{
    static readonly (string Mnemonic, Opcode Opcode, uint Word)[] TwoSources =
    [
        ("udiv", Opcode.Udiv, 0x1ac0_0800), ("sdiv", Opcode.Sdiv, 0x1ac0_0c00), ("lslv", Opcode.Lslv, 0x1ac0_2000),
        ("lsrv", Opcode.Lsrv, 0x1ac0_2400), ("asrv", Opcode.Asrv, 0x1ac0_2800), ("rorv", Opcode.Rorv, 0x1ac0_2c00),
    ];

    static readonly (string Mnemonic, Opcode Opcode, uint Word)[] Widening =
    [
        ("smaddl", Opcode.Smaddl, 0x9b20_0000), ("smsubl", Opcode.Smsubl, 0x9b20_8000),
        ("umaddl", Opcode.Umaddl, 0x9ba0_0000), ("umsubl", Opcode.Umsubl, 0x9ba0_8000),
    ];

    public static IEnumerable<Row> All()
    {
        foreach (var (mnemonic, opcode, word) in TwoSources)
            yield return new Row(mnemonic, word, new() { Opcode = opcode }, Width, Rd, Rn, Rm);
        yield return new Row("madd", 0x1b00_0000, new() { Opcode = Opcode.Madd }, Width, Rd, Rn, Rm, Ra);
        yield return new Row("msub", 0x1b00_8000, new() { Opcode = Opcode.Msub }, Width, Rd, Rn, Rm, Ra);
        foreach (var (mnemonic, opcode, word) in Widening)
            yield return new Row(mnemonic, word, new() { Opcode = opcode }, Rd, Rn, Rm, Ra);
        yield return new Row("smulh", 0x9b40_7c00, new() { Opcode = Opcode.Smulh }, Rd, Rn, Rm);
        yield return new Row("umulh", 0x9bc0_7c00, new() { Opcode = Opcode.Umulh }, Rd, Rn, Rm);
    }
}
