using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Hints, barriers, system registers, maintenance, and breakpoints.</summary>
static class SystemRows
{
    const uint HintWord = 0xd503_201f;

    static readonly (string Mnemonic, uint Number)[] Signing = [("paciasp", 25), ("pacibsp", 27)];

    static readonly (string Mnemonic, uint Number)[] Authenticating = [("autiasp", 29), ("autibsp", 31)];

    public static IEnumerable<Row> All()
    {
        var transferred = new GeneralRegister(0, Slot.Rn, Number31.ZeroSource);
        var option = new UnsignedNumber(8, 4);

        yield return new Row("nop", HintWord, new());
        foreach (var (mnemonic, number) in Signing)
            yield return ReturnAddress(mnemonic, Opcode.Paciasp, number);
        foreach (var (mnemonic, number) in Authenticating)
            yield return ReturnAddress(mnemonic, Opcode.Autiasp, number);
        for (var number = 32u; number <= 38; number += 2)
            yield return new Row("bti", HintWord | number << 5, new() { Opcode = Opcode.Bti, Immediate = number });
        yield return new Row("hint", HintWord, new() { Opcode = Opcode.Hint }, new UnsignedNumber(5, 7));

        yield return new Row("clrex", 0xd503_305f, new() { Opcode = Opcode.Clrex }, new Ignored(8, 4, 15));
        yield return new Row("dsb", 0xd503_309f, new() { Opcode = Opcode.Dsb }, option);
        yield return new Row("dmb", 0xd503_30bf, new() { Opcode = Opcode.Dmb }, option);
        yield return new Row("isb", 0xd503_30df, new() { Opcode = Opcode.Isb }, option);

        var mask = new UnsignedNumber(8, 4, isAmount: true);
        yield return new Row("msr", 0xd503_40df, new() { Opcode = Opcode.MsrSet, Immediate = (long)SystemRegister.Daif }, mask);
        yield return new Row("msr", 0xd503_40ff, new() { Opcode = Opcode.MsrClear, Immediate = (long)SystemRegister.Daif }, mask);
        yield return new Row("mrs", 0xd530_0000, new() { Opcode = Opcode.Mrs }, Rd, new NamedSystemRegister());
        yield return new Row("msr", 0xd510_0000, new() { Opcode = Opcode.Msr }, new NamedSystemRegister(), transferred);

        yield return new Row("dc", 0xd50b_7b20, new() { Opcode = Opcode.DcCvau }, transferred);
        yield return new Row("ic", 0xd50b_7520, new() { Opcode = Opcode.IcIvau }, transferred);
        yield return new Row("tlbi", 0xd508_83e0, new() { Opcode = Opcode.TlbiVaale1is }, transferred);
        yield return new Row("brk", 0xd420_0000, new() { Opcode = Opcode.Brk }, new UnsignedNumber(5, 16));
    }

    static Row ReturnAddress(string mnemonic, Opcode opcode, uint number)
    {
        var template = new Instruction
        {
            Opcode = opcode,
            Rd = Register.Link,
            Rn = Register.Link,
            Rm = Register.Stack,
            Immediate = number,
        };
        return new Row(mnemonic, HintWord | number << 5, template);
    }
}
