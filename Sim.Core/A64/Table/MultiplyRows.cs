using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Multiplication, division, shifts by a register, minimum and maximum.</summary>
static class MultiplyRows
{
    const uint NoAddend = 31 << 10;

    static readonly (string Mnemonic, string? Synonym, Opcode Opcode, uint Word)[] TwoSources =
    [
        ("udiv", null, Opcode.Udiv, 0x1ac0_0800), ("sdiv", null, Opcode.Sdiv, 0x1ac0_0c00), ("lsl", "lslv", Opcode.Lslv, 0x1ac0_2000),
        ("lsr", "lsrv", Opcode.Lsrv, 0x1ac0_2400), ("asr", "asrv", Opcode.Asrv, 0x1ac0_2800), ("ror", "rorv", Opcode.Rorv, 0x1ac0_2c00),
    ];

    static readonly (string Mnemonic, string WithoutAddend, Opcode Opcode, uint Word)[] Plain =
        [("madd", "mul", Opcode.Madd, 0x1b00_0000), ("msub", "mneg", Opcode.Msub, 0x1b00_8000)];

    static readonly (string Mnemonic, string WithoutAddend, Opcode Opcode, uint Word)[] Widening =
    [
        ("smaddl", "smull", Opcode.Smaddl, 0x9b20_0000), ("smsubl", "smnegl", Opcode.Smsubl, 0x9b20_8000),
        ("umaddl", "umull", Opcode.Umaddl, 0x9ba0_0000), ("umsubl", "umnegl", Opcode.Umsubl, 0x9ba0_8000),
    ];

    static readonly (string Mnemonic, Opcode Opcode, uint Word, uint OfConstant, bool IsSigned)[] Extremes =
    [
        ("smax", Opcode.Smax, 0x1ac0_6000, 0x11c0_0000, true), ("smin", Opcode.Smin, 0x1ac0_6800, 0x11c8_0000, true),
        ("umax", Opcode.Umax, 0x1ac0_6400, 0x11c4_0000, false), ("umin", Opcode.Umin, 0x1ac0_6c00, 0x11cc_0000, false),
    ];

    public static IEnumerable<Row> All()
    {
        foreach (var (mnemonic, opcode, word, ofConstant, isSigned) in Extremes)
        {
            Operand constant = isSigned ? new SignedNumber("immediate", 10, 8) : new UnsignedNumber("immediate", 10, 8) { IsDecimal = true };
            yield return new Row(mnemonic, ofConstant, new() { Opcode = opcode }, Width, Rd, Rn, constant);
            yield return new Row(mnemonic, word, new() { Opcode = opcode, Operand2 = Operand2.Lsl }, Width, Rd, Rn, Rm);
        }

        foreach (var (mnemonic, synonym, opcode, word) in TwoSources)
            yield return new Row(mnemonic, word, new() { Opcode = opcode }, Width, Rd, Rn, Rm) { Synonyms = synonym is null ? [] : [synonym] };
        foreach (var (mnemonic, without, opcode, word) in Plain)
        {
            var row = new Row(mnemonic, word, new() { Opcode = opcode }, Width, Rd, Rn, Rm, Ra);
            yield return Alias(without, word | NoAddend, row, Width, Rd, Rn, Rm);
            yield return row;
        }

        foreach (var (mnemonic, without, opcode, word) in Widening)
        {
            var row = new Row(mnemonic, word, new() { Opcode = opcode }, Rd, Wn, Wm, Ra);
            yield return Alias(without, word | NoAddend, row, Rd, Wn, Wm);
            yield return row;
        }

        yield return new Row("smulh", 0x9b40_7c00, new() { Opcode = Opcode.Smulh }, Rd, Rn, Rm);
        yield return new Row("umulh", 0x9bc0_7c00, new() { Opcode = Opcode.Umulh }, Rd, Rn, Rm);
    }
}
