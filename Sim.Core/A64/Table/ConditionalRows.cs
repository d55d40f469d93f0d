using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Conditional select and conditional compare.</summary>
static class ConditionalRows
{
    const uint ZeroSources = 31 << 16 | 31 << 5;

    // With both sources the same, and with both zero.
    static readonly (string Mnemonic, string? OfSame, string? OfZero, Opcode Opcode, uint Word)[] Selections =
    [
        ("csel", null, null, Opcode.Csel, 0x1a80_0000), ("csinc", "cinc", "cset", Opcode.Csinc, 0x1a80_0400),
        ("csinv", "cinv", "csetm", Opcode.Csinv, 0x5a80_0000), ("csneg", "cneg", null, Opcode.Csneg, 0x5a80_0400),
    ];

    static readonly (string Mnemonic, Opcode Opcode, uint Bits)[] Comparisons =
        [("ccmn", Opcode.Ccmn, 0x0000_0000), ("ccmp", Opcode.Ccmp, 0x4000_0000)];

    public static IEnumerable<Row> All()
    {
        foreach (var (mnemonic, ofSame, ofZero, opcode, word) in Selections)
        {
            var row = new Row(mnemonic, word, new() { Opcode = opcode }, Width, Rd, Rn, Rm, IfHolds);
            if (ofZero is not null)
                yield return Alias(ofZero, word | ZeroSources, row, Width, Rd, IfNot);
            if (ofSame is not null)
                yield return Alias(ofSame, word, row, Width, Rd, new SameRegister(allowsZero: ofZero is null), IfNot);
            yield return row;
        }

        var constant = new UnsignedNumber("immediate", 16, 5);
        foreach (var (mnemonic, opcode, bits) in Comparisons)
        {
            yield return new Row(mnemonic, 0x3a40_0800 | bits, new() { Opcode = opcode }, Width, Rn, constant, FlagsValue, IfHolds);
            yield return new Row(mnemonic, 0x3a40_0000 | bits, new() { Opcode = opcode, Operand2 = Operand2.Lsl },
                Width, Rn, Rm, FlagsValue, IfHolds);
        }
    }
}
