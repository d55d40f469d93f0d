using Sim.Core.A64.Operands;
using Sim.Core.A64.Table;

namespace Sim.Core.A64.Coding;

/// <summary>Turns words into text, in the spelling of GNU objdump: preferred aliases, a tab after the mnemonic.</summary>
public static class Disassembler
{
    /// <summary>The text of <paramref name="word"/> at <paramref name="address"/>, which the assembler reads back.</summary>
    /// <param name="word">Any word; one outside the subset is written as <c>.inst</c>.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="symbolAt">Name for the address that the instruction refers to, after it in angle brackets; null for none.</param>
    public static string Format(uint word, ulong address, Func<ulong, string?>? symbolAt = null)
    {
        foreach (var row in InstructionTable.PrintingOf(word))
        {
            if (row.TryDecode(word, address, out var instruction))
                return row.Print(new Shown(word, address, instruction.Is64, symbolAt));
        }

        return $".inst\t0x{word:x8}";
    }
}
