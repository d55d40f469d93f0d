using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Addition and subtraction; with and without carry.</summary>
static class ArithmeticRows
{
    static readonly (string Mnemonic, Opcode Opcode, uint Bits, bool SetsFlags)[] Sums =
    [
        ("add", Opcode.Add, 0x0000_0000, false), ("adds", Opcode.Adds, 0x2000_0000, true),
        ("sub", Opcode.Sub, 0x4000_0000, false), ("subs", Opcode.Subs, 0x6000_0000, true),
    ];

    static readonly (string Mnemonic, Opcode Opcode, uint Bits)[] Carries =
    [
        ("adc", Opcode.Adc, 0x0000_0000), ("adcs", Opcode.Adcs, 0x2000_0000),
        ("sbc", Opcode.Sbc, 0x4000_0000), ("sbcs", Opcode.Sbcs, 0x6000_0000),
    ];

    public static IEnumerable<Row> All()
    {
        foreach (var (mnemonic, opcode, bits, setsFlags) in Sums)
        {
            var template = new Instruction { Opcode = opcode };
            var result = setsFlags ? Rd : RdOrSp;
            yield return new Row(mnemonic, 0x1100_0000 | bits, template, Width, result, RnOrSp, AddConstant);
            yield return new Row(mnemonic, 0x0b00_0000 | bits, template, Width, Rd, Rn, Rm, Shift);
            yield return new Row(mnemonic, 0x0b20_0000 | bits, template, Width, result, RnOrSp, Rm, Extend);
        }

        foreach (var (mnemonic, opcode, bits) in Carries)
            yield return new Row(mnemonic, 0x1a00_0000 | bits, new() { Opcode = opcode, Operand2 = Operand2.Lsl }, Width, Rd, Rn, Rm);
    }
}
