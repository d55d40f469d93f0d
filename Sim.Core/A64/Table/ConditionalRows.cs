using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Conditional select and conditional compare.</summary>
static class ConditionalRows
{
    static readonly (string Mnemonic, Opcode Opcode, uint Word)[] Selections =
    [
        ("csel", Opcode.Csel, 0x1a80_0000), ("csinc", Opcode.Csinc, 0x1a80_0400), ("csinv", Opcode.Csinv, 0x5a80_0000),
        ("csneg", Opcode.Csneg, 0x5a80_0400),
    ];

    static readonly (string Mnemonic, Opcode Opcode, uint Bits)[] Comparisons =
        [("ccmn", Opcode.Ccmn, 0x0000_0000), ("ccmp", Opcode.Ccmp, 0x4000_0000)];

    public static IEnumerable<Row> All()
    {
        var constant = new UnsignedNumber(16, 5);
        foreach (var (mnemonic, opcode, word) in Selections)
            yield return new Row(mnemonic, word, new() { Opcode = opcode }, Width, Rd, Rn, Rm, IfHolds);
        foreach (var (mnemonic, opcode, bits) in Comparisons)
        {
            yield return new Row(mnemonic, 0x3a40_0800 | bits, new() { Opcode = opcode }, Width, Rn, constant, FlagsValue, IfHolds);
            yield return new Row(mnemonic, 0x3a40_0000 | bits, new() { Opcode = opcode, Operand2 = Operand2.Lsl },
                Width, Rn, Rm, FlagsValue, IfHolds);
        }
    }
}
