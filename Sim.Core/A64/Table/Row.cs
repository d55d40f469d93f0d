using Sim.Core.A64.Operands;

namespace Sim.Core.A64.Table;

/// <summary>One form of an instruction: its word, and what the parts of the word mean.</summary>
sealed class Row
{
    /// <param name="mnemonic">In lower case.</param>
    /// <param name="word">The word with all operands zero.</param>
    /// <param name="template">The decoded instruction but for what operands say.</param>
    /// <param name="operands">In an order in which each finds decoded what it depends on.</param>
    public Row(string mnemonic, uint word, Instruction template, params IReadOnlyList<Operand> operands)
    {
        (Mnemonic, Word, Template, Operands) = (mnemonic, word, template, operands);
        foreach (var operand in operands)
            Mask |= operand.Bits;
        Mask = ~Mask;
    }

    public string Mnemonic { get; }

    public uint Word { get; }

    /// <summary>The bits that belong to no operand.</summary>
    public uint Mask { get; }

    public Instruction Template { get; }

    public IReadOnlyList<Operand> Operands { get; }

    /// <summary>What <paramref name="word"/> at <paramref name="address"/> does.</summary>
    /// <returns>False if it is not of this form.</returns>
    public bool TryDecode(uint word, ulong address, out Instruction instruction)
    {
        instruction = Template;
        if ((word & Mask) != Word)
            return false;
        foreach (var operand in Operands)
        {
            if (!operand.Decode(word, address, ref instruction))
                return false;
        }

        return true;
    }

    /// <summary>The word of this form that decodes to <paramref name="instruction"/>.</summary>
    /// <returns>False if there is none.</returns>
    public bool TryEncode(in Instruction instruction, ulong address, out uint word)
    {
        word = Word;
        if (instruction.Opcode != Template.Opcode)
            return false;
        foreach (var operand in Operands)
        {
            if (!operand.Encode(instruction, address, ref word))
                return false;
        }

        return TryDecode(word, address, out var decoded) && decoded == instruction;
    }
}
