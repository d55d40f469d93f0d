using Sim.Core.A64.Table;

namespace Sim.Core.A64.Coding;

/// <summary>Turns instructions into words.</summary>
public static class Encoder
{
    static readonly ILookup<Opcode, Row> ByOpcode = InstructionTable.Rows
        .Where(row => row.Use.HasFlag(RowUse.Decode))
        .ToLookup(row => row.Template.Opcode);

    /// <summary>The word that does at <paramref name="address"/> what <paramref name="instruction"/> says: <see cref="Decoder.Decode"/>
    /// gives it back.</summary>
    /// <param name="instruction">Any instruction; its target or literal may be out of reach.</param>
    /// <param name="address">Where it will be, a multiple of 4.</param>
    /// <param name="word">Its encoding.</param>
    /// <returns>False if no word does it.</returns>
    public static bool TryEncode(in Instruction instruction, ulong address, out uint word)
    {
        word = (uint)instruction.Immediate;
        if (instruction.Opcode == Opcode.Undefined)
            return Decoder.Decode(word, address) == instruction;
        foreach (var row in ByOpcode[instruction.Opcode])
        {
            if (row.TryEncode(instruction, address, out word))
                return true;
        }

        return false;
    }
}
