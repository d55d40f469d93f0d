using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Pointer authentication: signing, authentication, stripping, and what authenticates what it branches to or loads from.</summary>
static class SigningRows
{
    // By the numbers that Amount has, which are those of the encoding: instruction keys, then data keys.
    static readonly string[] Keys = ["ia", "ib", "da", "db"];

    // Hints that sign or authenticate X17 with X16, or the link register with zero. Those with the stack pointer are in HintRows.
    static readonly (string Mnemonic, uint Hint, Opcode Opcode, byte Key, bool IsOfLink)[] Hints =
    [
        ("pacia1716", 8, Opcode.Sign, 0, false), ("pacib1716", 10, Opcode.Sign, 1, false),
        ("autia1716", 12, Opcode.Authenticate, 0, false), ("autib1716", 14, Opcode.Authenticate, 1, false),
        ("paciaz", 24, Opcode.Sign, 0, true), ("pacibz", 26, Opcode.Sign, 1, true),
        ("autiaz", 28, Opcode.Authenticate, 0, true), ("autibz", 30, Opcode.Authenticate, 1, true),
    ];

    static readonly (string Mnemonic, Opcode Opcode, byte Links, uint WithModifier, uint WithZero)[] Branches =
    [
        ("bra", Opcode.BrAuthenticated, Register.Discard, 0xd71f_0800, 0xd61f_081f),
        ("blra", Opcode.BlrAuthenticated, Register.Link, 0xd73f_0800, 0xd63f_081f),
    ];

    static readonly Operand Signed = new GeneralRegister(0, Slot.Rd, Number31.Discard) { AlsoReadAs = Slot.Rn };
    static readonly Operand Modifier = new GeneralRegister(5, Slot.Rm, Number31.Stack);

    public static IEnumerable<Row> All() => [.. OfHints(), .. OfRegisters(), .. OfBranches(), .. Loads()];

    static IEnumerable<Row> OfHints()
    {
        foreach (var (mnemonic, hint, opcode, key, isOfLink) in Hints)
        {
            var (pointer, modifier) = isOfLink ? (Register.Link, Register.Zero) : ((byte)17, (byte)16);
            yield return new Row(mnemonic, HintRows.WordOf(hint), new()
            {
                Opcode = opcode,
                Rd = pointer,
                Rn = pointer,
                Rm = modifier,
                Amount = key,
                Immediate = hint,
            });
        }

        yield return new Row("xpaclri", HintRows.WordOf(7), new() { Opcode = Opcode.Strip, Rd = Register.Link, Rn = Register.Link, Immediate = 7 });
    }

    static IEnumerable<Row> OfRegisters()
    {
        const uint OfZero = 0x2000;
        foreach (var (verb, opcode, word) in ((string, Opcode, uint)[])[("pac", Opcode.Sign, 0xdac1_0000), ("aut", Opcode.Authenticate, 0xdac1_1000)])
        {
            for (var key = 0; key < Keys.Length; key++)
            {
                var (template, keyed) = (new Instruction { Opcode = opcode, Amount = (byte)key }, word | (uint)key << 10);
                yield return new Row(verb + Keys[key], keyed, template, Signed, Modifier);
                yield return new Row($"{verb}{Keys[key][0]}z{Keys[key][1]}", keyed | OfZero | 31 << 5, template, Signed);
            }
        }

        yield return new Row("xpaci", 0xdac1_43e0, new() { Opcode = Opcode.Strip }, Signed);
        yield return new Row("xpacd", 0xdac1_47e0, new() { Opcode = Opcode.Strip, Amount = 2 }, Signed);
        yield return new Row("pacga", 0x9ac0_3000, new() { Opcode = Opcode.Pacga }, Rd, Rn, new GeneralRegister(16, Slot.Rm, Number31.Stack));
    }

    static IEnumerable<Row> OfBranches()
    {
        const uint KeyB = 1 << 10;
        var modifier = new GeneralRegister(0, Slot.Rm, Number31.Stack);
        for (byte key = 0; key < 2; key++)
        {
            var (letter, bits) = (Keys[key][1], key == 0 ? 0 : KeyB);
            foreach (var (mnemonic, opcode, links, withModifier, withZero) in Branches)
            {
                var template = new Instruction { Opcode = opcode, Rd = links, Amount = key };
                yield return new Row($"{mnemonic}{letter}", withModifier | bits, template, Rn, modifier);
                yield return new Row($"{mnemonic}{letter}z", withZero | bits, template, Rn);
            }

            yield return new Row($"ereta{letter}", 0xd69f_0bff | bits, new() { Opcode = Opcode.Eret, Amount = (byte)(1 + key) });
            yield return new Row($"reta{letter}", 0xd65f_0bff | bits, new()
            {
                Opcode = Opcode.RetAuthenticated,
                Rn = Register.Link,
                Rm = Register.Stack,
                Amount = key,
            });
        }
    }

    static IEnumerable<Row> Loads()
    {
        foreach (var (letter, key, bits) in ((char, byte, uint)[])[('a', 2, 0), ('b', 3, 0x0080_0000)])
        {
            var template = new Instruction { Opcode = Opcode.LdrAuthenticated, AccessBytes = 8, Amount = key };
            yield return new Row($"ldra{letter}", 0xf820_0400 | bits, template, Rd, new SplitOffsetAddress(Addressing.Offset));
            yield return new Row($"ldra{letter}", 0xf820_0c00 | bits, template, Rd, new SplitOffsetAddress(Addressing.PreIndex));
        }
    }
}
