using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Addition and subtraction; with and without carry.</summary>
static class ArithmeticRows
{
    const uint Subtracts = 0x4000_0000;
    const uint ZeroResult = 31;
    const uint ZeroFirst = 31 << 5;

    static readonly (string Mnemonic, Opcode Opcode, uint Bits, string? AsTest, string? OfZero)[] Sums =
    [
        ("add", Opcode.Add, 0x0000_0000, null, null), ("adds", Opcode.Adds, 0x2000_0000, "cmn", null),
        ("sub", Opcode.Sub, 0x4000_0000, null, "neg"), ("subs", Opcode.Subs, 0x6000_0000, "cmp", "negs"),
    ];

    static readonly (string Mnemonic, Opcode Opcode, uint Bits, string? OfZero)[] Carries =
    [
        ("adc", Opcode.Adc, 0x0000_0000, null), ("adcs", Opcode.Adcs, 0x2000_0000, null),
        ("sbc", Opcode.Sbc, 0x4000_0000, "ngc"), ("sbcs", Opcode.Sbcs, 0x6000_0000, "ngcs"),
    ];

    static readonly Operand SecondSource = new GeneralRegister(16, Slot.Rm, Number31.ZeroSource) { WidthMessage = ExtendedRegister.NeedsExtend };

    public static IEnumerable<Row> All() => Sums.SelectMany(sum => Sum(sum.Mnemonic, sum.Opcode, sum.Bits, sum.AsTest, sum.OfZero))
        .Concat(Carries.SelectMany(sum => WithCarry(sum.Mnemonic, sum.Opcode, sum.Bits, sum.OfZero)));

    static IEnumerable<Row> Sum(string mnemonic, Opcode opcode, uint bits, string? asTest, string? ofZero)
    {
        var template = new Instruction { Opcode = opcode };
        var setsFlags = asTest is not null;
        var (result, extended) = (setsFlags ? Rd : RdOrSp, new ExtendedRegister(!setsFlags));
        var (ofConstant, ofRegister, ofExtended) = (0x1100_0000 | bits, 0x0b00_0000 | bits, 0x0b20_0000 | bits);
        var constant = new Row(mnemonic, ofConstant, template, Width, result, RnOrSp, AddConstant);
        var register = new Row(mnemonic, ofRegister, template, Width, Rd, Rn, SecondSource, Shift);
        if (opcode == Opcode.Add)
            yield return new Row("mov", ofConstant, template, Width, RdOrSp, RnOrSp) { Use = RowUse.Alias, Only = HasStack };
        if (asTest is not null)
        {
            yield return Alias(asTest, ofConstant | ZeroResult, constant, Width, RnOrSp, AddConstant);
            yield return Alias(asTest, ofRegister | ZeroResult, register, Width, Rn, SecondSource, Shift);
            yield return Alias(asTest, ofExtended | ZeroResult, register, Width, RnOrSp, extended);
            yield return Reading(asTest, (ofConstant ^ Subtracts) | ZeroResult, constant, Width, RnOrSp, new AddImmediate(isNegated: true));
        }

        if (ofZero is not null)
            yield return Alias(ofZero, ofRegister | ZeroFirst, register, Width, Rd, Rm, Shift);
        yield return constant;
        yield return register;
        yield return new Row(mnemonic, ofExtended, template, Width, result, RnOrSp, extended);
        yield return Reading(mnemonic, ofConstant ^ Subtracts, constant, Width, result, RnOrSp, new AddImmediate(isNegated: true));
    }

    static IEnumerable<Row> WithCarry(string mnemonic, Opcode opcode, uint bits, string? ofZero)
    {
        var word = 0x1a00_0000 | bits;
        var row = new Row(mnemonic, word, new() { Opcode = opcode, Operand2 = Operand2.Lsl }, Width, Rd, Rn, Rm);
        if (ofZero is not null)
            yield return Alias(ofZero, word | ZeroFirst, row, Width, Rd, Rm);
        yield return row;
    }

    // An addition of nothing to or from the stack pointer.
    static bool HasStack(uint word) => (word & ZeroResult) == ZeroResult || (word & ZeroFirst) == ZeroFirst;
}
