using Sim.Core.A64.Table;

namespace Sim.Core.A64.Coding;

/// <summary>Turns words into instructions.</summary>
public static class Decoder
{
    /// <summary>What <paramref name="word"/> does at <paramref name="address"/>: <see cref="Opcode.Undefined"/>, with the word as its
    /// immediate, if it is outside the subset.</summary>
    public static Instruction Decode(uint word, ulong address)
    {
        foreach (var row in InstructionTable.DecodingOf(word))
        {
            if (row.TryDecode(word, address, out var instruction))
                return instruction;
        }

        return new Instruction { Opcode = Opcode.Undefined, Immediate = word };
    }
}
