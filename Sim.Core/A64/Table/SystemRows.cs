using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Barriers, system registers, and exceptions.</summary>
static class SystemRows
{
    static readonly (string Mnemonic, Opcode Opcode, uint Word)[] Exceptions =
        [("brk", Opcode.Brk, 0xd420_0000), ("svc", Opcode.Svc, 0xd400_0001), ("hlt", Opcode.Hlt, 0xd440_0000), ("hvc", Opcode.Hvc, 0xd400_0002), ("smc", Opcode.Smc, 0xd400_0003)];

    static readonly (string Name, SystemRegister Register, uint Word)[] Fields =
    [
        ("uao", SystemRegister.Uao, 0xd500_407f), ("pan", SystemRegister.Pan, 0xd500_409f), ("spsel", SystemRegister.Spsel, 0xd500_40bf),
        ("ssbs", SystemRegister.Ssbs, 0xd503_403f), ("dit", SystemRegister.Dit, 0xd503_405f), ("tco", SystemRegister.Tco, 0xd503_409f),
    ];

    public static IEnumerable<Row> All()
    {
        var option = new Choice("barrier option", 8, 4,
            ("oshld", 1), ("oshst", 2), ("osh", 3), ("nshld", 5), ("nshst", 6), ("nsh", 7), ("ishld", 9), ("ishst", 10), ("ish", 11),
            ("ld", 13), ("st", 14), ("sy", 15))
        { NumberFormat = "#0x{0:x2}" };
        var onlyWhole = new Choice("barrier option", 8, 4, ("sy", 15)) { Otherwise = 15 };
        yield return new Row("clrex", 0xd503_305f, new() { Opcode = Opcode.Clrex },
            new UnsignedNumber("option", 8, 4) { IsIgnored = true, Otherwise = 15 });
        var dsb = new Row("dsb", 0xd503_309f, new() { Opcode = Opcode.Dsb }, option);
        yield return Alias("ssbb", dsb.Word, dsb);
        yield return Alias("pssbb", dsb.Word | 4 << 8, dsb);
        yield return dsb;
        foreach (var (name, crm) in ((string, uint)[])[("oshnxs", 2), ("nshnxs", 6), ("ishnxs", 10), ("synxs", 14)])
            yield return new Row("dsb", 0xd503_303f | crm << 8, new() { Opcode = Opcode.Dsb }, new Keyword(name));
        yield return new Row("dmb", 0xd503_30bf, new() { Opcode = Opcode.Dmb }, option);
        yield return new Row("isb", 0xd503_30df, new() { Opcode = Opcode.Isb }, onlyWhole);

        yield return new Row("sb", 0xd503_30ff, new() { Opcode = Opcode.Sb });

        var mask = new UnsignedNumber("mask", 8, 4) { IsAmount = true };
        var daif = (long)SystemRegister.Daif;
        yield return new Row("msr", 0xd503_40df, new() { Opcode = Opcode.MsrSet, Immediate = daif }, new Keyword("daifset"), mask);
        yield return new Row("msr", 0xd503_40ff, new() { Opcode = Opcode.MsrClear, Immediate = daif }, new Keyword("daifclr"), mask);
        foreach (var (name, register, word) in Fields)
        {
            yield return new Row("msr", word, new() { Opcode = Opcode.MsrField, Immediate = (long)register },
                new Keyword(name), new UnsignedNumber("value", 8, 1) { IsAmount = true });
        }

        yield return new Row("mrs", 0xd530_0000, new() { Opcode = Opcode.Mrs }, Rd, new NamedSystemRegister(writes: false));
        yield return new Row("msr", 0xd510_0000, new() { Opcode = Opcode.Msr }, new NamedSystemRegister(writes: true), RtAsRn);

        foreach (var (mnemonic, opcode, word) in Exceptions)
            yield return new Row(mnemonic, word, new() { Opcode = opcode }, new UnsignedNumber("immediate", 5, 16));
        yield return new Row("udf", 0, new() { Opcode = Opcode.Undefined }, new UnsignedNumber("immediate", 0, 16) { IsDecimal = true });
        yield return new Row("eret", 0xd69f_03e0, new() { Opcode = Opcode.Eret });
    }
}
