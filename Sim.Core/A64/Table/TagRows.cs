using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Memory tagging.</summary>
static class TagRows
{
    const int GranuleBytes = 16;
    const uint Post = 0x0000_0400;
    const uint Signed = 0x0000_0800;
    const uint Pre = 0x0000_0c00;

    // Amount: how many granules become zero.
    static readonly (string Mnemonic, uint Word, byte Granules, byte Zeroed)[] Stores =
        [("stg", 0xd920_0000, 1, 0), ("stzg", 0xd960_0000, 1, 1), ("st2g", 0xd9a0_0000, 2, 0), ("stz2g", 0xd9e0_0000, 2, 2)];

    static readonly Operand RmOrSp = new GeneralRegister(16, Slot.Rm, Number31.Stack);

    public static IEnumerable<Row> All()
    {
        yield return new Row("irg", 0x9ac0_1000, new() { Opcode = Opcode.Irg },
            RdOrSp, RnOrSp, new GeneralRegister(16, Slot.Rm, Number31.ZeroSource) { Otherwise = 31 });
        yield return new Row("gmi", 0x9ac0_1400, new() { Opcode = Opcode.Gmi }, Rd, RnOrSp, Rm);
        yield return new Row("subp", 0x9ac0_0000, new() { Opcode = Opcode.Subp }, Rd, RnOrSp, RmOrSp);
        var compared = new Row("subps", 0xbac0_0000, new() { Opcode = Opcode.Subps }, Rd, RnOrSp, RmOrSp);
        yield return Alias("cmpp", compared.Word | 31, compared, RnOrSp, RmOrSp);
        yield return compared;
        foreach (var (mnemonic, word, isNegated) in ((string, uint, bool)[])[("addg", 0x9180_0000, false), ("subg", 0xd180_0000, true)])
        {
            yield return new Row(mnemonic, word, new() { Opcode = Opcode.AddTagged }, RdOrSp, RnOrSp, new GranuleOffset(isNegated),
                new UnsignedNumber("tag", 10, 4) { IsAmount = true });
        }

        foreach (var (mnemonic, word, granules, zeroed) in Stores)
        {
            var template = new Instruction { Opcode = Opcode.StoreTag, AccessBytes = (byte)(granules * GranuleBytes), Amount = zeroed };
            var tagged = new GeneralRegister(0, Slot.Rd, Number31.Stack);
            yield return new Row(mnemonic, word | Signed, template, tagged, Address(9, 12, Addressing.Offset));
            yield return new Row(mnemonic, word | Post, template, tagged, Address(9, 12, Addressing.PostIndex));
            yield return new Row(mnemonic, word | Pre, template, tagged, Address(9, 12, Addressing.PreIndex));
        }

        var pair = new Instruction { Opcode = Opcode.StoreTagPair, AccessBytes = 8 };
        var second = new GeneralRegister(10, Slot.Ra, Number31.ZeroSource);
        yield return new Row("stgp", 0x6900_0000, pair, RtStored, second, Address(7, 15, Addressing.Offset));
        yield return new Row("stgp", 0x6880_0000, pair, RtStored, second, Address(7, 15, Addressing.PostIndex));
        yield return new Row("stgp", 0x6980_0000, pair, RtStored, second, Address(7, 15, Addressing.PreIndex));

        yield return new Row("ldg", 0xd960_0000, new() { Opcode = Opcode.LoadTag, AccessBytes = GranuleBytes },
            new GeneralRegister(0, Slot.Rd, Number31.Discard) { AlsoReadAs = Slot.Ra }, Address(9, 12, Addressing.Offset));
        yield return new Row("ldgm", 0xd9e0_0000, new() { Opcode = Opcode.LoadTagBlock, AccessBytes = 8 }, Rd, BaseOnly);
        yield return new Row("stgm", 0xd9a0_0000, new() { Opcode = Opcode.StoreTagBlock }, RtStored, BaseOnly);
        yield return new Row("stzgm", 0xd920_0000, new() { Opcode = Opcode.ZeroTagBlock }, RtStored, BaseOnly);
    }

    static SignedAddress Address(int width, int low, Addressing addressing) => new(low, width, GranuleBytes, addressing) { IsGeneral = false };
}
