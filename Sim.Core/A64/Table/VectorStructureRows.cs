using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Loads and stores of up to four SIMD registers, one after the other or element by element in turn.</summary>
static class VectorStructureRows
{
    // Registers, whether their elements are interleaved, and the bits that say so.
    static readonly (string Number, int Registers, bool IsInterleaved, uint Bits)[] Kinds =
    [
        ("1", 1, false, 0x7000), ("1", 2, false, 0xa000), ("1", 3, false, 0x6000), ("1", 4, false, 0x2000),
        ("2", 2, true, 0x8000), ("3", 3, true, 0x4000), ("4", 4, true, 0x0000),
    ];

    const uint Loads = 0x0040_0000;
    const uint PostIndexed = 0x0080_0000;
    const uint ByConstant = 31 << 16;
    const byte Interleaved = 8;

    public static IEnumerable<Row> All()
    {
        foreach (var (number, registers, isInterleaved, kind) in Kinds)
        {
            var list = new VectorRegisterList(registers, allowsSingle: !isInterleaved);
            foreach (var isLoad in (bool[])[false, true])
            {
                var mnemonic = (isLoad ? "ld" : "st") + number;
                var word = 0x0c00_0000 | kind | (isLoad ? Loads : 0);
                var access = new Instruction
                {
                    Opcode = isLoad ? Opcode.LdStructures : Opcode.StStructures,
                    Amount = (byte)(registers | (isInterleaved ? Interleaved : 0)),
                };
                yield return new Row(mnemonic, word, access, list, BaseOnly);
                yield return new Row(mnemonic, word | PostIndexed | ByConstant, access, list, new StructureAddress(registers, byRegister: false));
                yield return new Row(mnemonic, word | PostIndexed, access, list, new StructureAddress(registers, byRegister: true));
            }
        }
    }
}
