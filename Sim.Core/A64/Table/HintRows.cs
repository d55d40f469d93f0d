using Sim.Core.A64.Operands;

namespace Sim.Core.A64.Table;

/// <summary>Hints: what a core that does not know them takes for NOPs.</summary>
static class HintRows
{
    const uint Word = 0xd503_201f;

    static readonly (string Mnemonic, uint Number)[] Named =
    [
        ("yield", 1), ("wfe", 2), ("wfi", 3), ("sev", 4), ("sevl", 5), ("esb", 16), ("csdb", 20),
        ("clearbhb", 22),
    ];

    static readonly (string Mnemonic, Opcode Opcode, uint Number)[] OfReturnAddress =
    [
        ("paciasp", Opcode.Paciasp, 25), ("pacibsp", Opcode.Paciasp, 27), ("autiasp", Opcode.Autiasp, 29),
        ("autibsp", Opcode.Autiasp, 31),
    ];

    static readonly (string? Targets, uint Number)[] LandingPads = [(null, 32), ("c", 34), ("j", 36), ("jc", 38)];

    public static IEnumerable<Row> All()
    {
        var any = new Row("hint", Word, new() { Opcode = Opcode.Hint }, new UnsignedNumber("hint", 5, 7));
        yield return new Row("nop", Word, new());
        foreach (var (mnemonic, number) in Named)
            yield return Parts.Alias(mnemonic, WordOf(number), any);
        yield return Parts.Reading("dgh", WordOf(6), any);
        yield return Parts.Alias("psb", WordOf(17), any, new Keyword("csync"));
        yield return Parts.Alias("tsb", WordOf(18), any, new Keyword("csync"));
        foreach (var (mnemonic, opcode, number) in OfReturnAddress)
        {
            yield return new Row(mnemonic, WordOf(number), new()
            {
                Opcode = opcode,
                Rd = Register.Link,
                Rn = Register.Link,
                Rm = Register.Stack,
                Amount = (byte)(number >> 1 & 1),
                Immediate = number,
            });
        }

        foreach (var (targets, number) in LandingPads)
        {
            var template = new Instruction { Opcode = Opcode.Bti, Immediate = number };
            yield return targets is null
                ? new Row("bti", WordOf(number), template)
                : new Row("bti", WordOf(number), template, new Keyword(targets));
        }

        foreach (var (mnemonic, word) in ((string, uint)[])[("wfet", 0xd503_1000), ("wfit", 0xd503_1020)])
            yield return new Row(mnemonic, word, new() { Opcode = Opcode.Hint, Immediate = word & 0xff }, Parts.RtAsRn);
        yield return any;
    }

    /// <summary>The word of the hint of this number.</summary>
    public static uint WordOf(uint number) => Word | number << 5;
}
