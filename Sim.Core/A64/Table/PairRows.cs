using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Loads and stores of two registers.</summary>
static class PairRows
{
    static readonly (string Mnemonic, uint Bits, Instruction Access)[] Accesses =
    [
        ("stp", 0x0000_0000, Access(Opcode.Stp, 4, false)), ("ldp", 0x0040_0000, Access(Opcode.Ldp, 4, false)),
        ("stp", 0x8000_0000, Access(Opcode.Stp, 8, true)), ("ldp", 0x8040_0000, Access(Opcode.Ldp, 8, true)),
        ("ldpsw", 0x4040_0000, Access(Opcode.Ldpsw, 4, true)),
    ];

    public static IEnumerable<Row> All()
    {
        foreach (var (mnemonic, bits, access) in Accesses)
        {
            var isStore = access.Opcode == Opcode.Stp;
            var first = isStore ? RtStored : Rd;
            var second = new GeneralRegister(10, Slot.Ra, isStore ? Number31.ZeroSource : Number31.Discard)
            {
                DifferentFrom = isStore ? null : 0,
            };
            yield return new Row(mnemonic, 0x2900_0000 | bits, access, first, second, Address(Addressing.Offset));
            yield return new Row(mnemonic, 0x2880_0000 | bits, access, first, second, Address(Addressing.PostIndex));
            yield return new Row(mnemonic, 0x2980_0000 | bits, access, first, second, Address(Addressing.PreIndex));
            if (access.Opcode != Opcode.Ldpsw)
                yield return new Row(mnemonic[..2] + "np", 0x2800_0000 | bits, access, first, second, Address(Addressing.Offset));

            SignedAddress Address(Addressing addressing) => new(15, 7, access.AccessBytes, addressing);
        }
    }

    static Instruction Access(Opcode opcode, byte bytes, bool is64) => new() { Opcode = opcode, AccessBytes = bytes, Is64 = is64 };
}
