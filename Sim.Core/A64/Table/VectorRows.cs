using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Loads and stores of SIMD and floating-point registers. Arithmetic on them is outside.</summary>
static class VectorRows
{
    static readonly (char Letter, byte Bytes, uint Bits)[] Sizes =
        [('b', 1, 0x0000_0000), ('h', 2, 0x4000_0000), ('s', 4, 0x8000_0000), ('d', 8, 0xc000_0000), ('q', 16, 0x0080_0000)];

    static readonly (char Letter, byte Bytes, uint Bits)[] PairSizes =
        [('s', 4, 0x0000_0000), ('d', 8, 0x4000_0000), ('q', 16, 0x8000_0000)];

    const uint Loads = 0x0040_0000;

    public static IEnumerable<Row> All() => [.. Sizes.SelectMany(Single), .. PairSizes.SelectMany(Pair), .. PairSizes.Select(Literal)];

    static IEnumerable<Row> Single((char Letter, byte Bytes, uint Bits) size)
    {
        var register = new VectorRegister(0, Slot.Rd, size.Letter);
        foreach (var isLoad in (bool[])[false, true])
        {
            var (verb, bits) = (isLoad ? "ld" : "st", size.Bits | (isLoad ? Loads : 0));
            var access = new Instruction { Opcode = isLoad ? Opcode.LdrVector : Opcode.StrVector, AccessBytes = size.Bytes };
            var unscaled = new Row(verb + "ur", 0x3c00_0000 | bits, access, register, Signed(Addressing.Offset));
            yield return new Row(verb + "r", 0x3d00_0000 | bits, access, register, new ScaledAddress(size.Bytes));
            yield return unscaled;
            yield return new Row(verb + "r", 0x3c00_0400 | bits, access, register, Signed(Addressing.PostIndex));
            yield return new Row(verb + "r", 0x3c00_0c00 | bits, access, register, Signed(Addressing.PreIndex));
            yield return new Row(verb + "r", 0x3c20_0800 | bits, access, register, new IndexedAddress(size.Bytes));
            yield return Reading(verb + "r", unscaled.Word, unscaled, register, Signed(Addressing.Offset));
        }
    }

    static IEnumerable<Row> Pair((char Letter, byte Bytes, uint Bits) size)
    {
        var first = new VectorRegister(0, Slot.Rd, size.Letter);
        foreach (var isLoad in (bool[])[false, true])
        {
            var (verb, bits) = (isLoad ? "ld" : "st", size.Bits | (isLoad ? Loads : 0));
            var access = new Instruction { Opcode = isLoad ? Opcode.LdpVector : Opcode.StpVector, AccessBytes = size.Bytes };
            var second = new VectorRegister(10, Slot.Ra, size.Letter) { DiffersFromFirst = isLoad };
            yield return new Row(verb + "p", 0x2d00_0000 | bits, access, first, second, Address(Addressing.Offset));
            yield return new Row(verb + "p", 0x2c80_0000 | bits, access, first, second, Address(Addressing.PostIndex));
            yield return new Row(verb + "p", 0x2d80_0000 | bits, access, first, second, Address(Addressing.PreIndex));
            yield return new Row(verb + "np", 0x2c00_0000 | bits, access, first, second, Address(Addressing.Offset));
        }

        SignedAddress Address(Addressing addressing) => new(15, 7, size.Bytes, addressing) { IsGeneral = false };
    }

    static Row Literal((char Letter, byte Bytes, uint Bits) size) => new("ldr", 0x1c00_0000 | size.Bits,
        new() { Opcode = Opcode.LdrVector, AccessBytes = size.Bytes },
        new VectorRegister(0, Slot.Rd, size.Letter), new LiteralAddress(size.Bytes < 16 ? size.Bytes : null));

    static SignedAddress Signed(Addressing addressing) => new(12, 9, 1, addressing) { IsGeneral = false };
}
