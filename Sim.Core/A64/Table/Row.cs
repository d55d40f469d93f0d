using Sim.Core.A64.Operands;

namespace Sim.Core.A64.Table;

/// <summary>One form of an instruction: how it is written, its word, and what the parts of the word mean.</summary>
sealed class Row
{
    /// <param name="mnemonic">In lower case.</param>
    /// <param name="word">The word with all operands zero.</param>
    /// <param name="template">The decoded instruction but for what operands say.</param>
    /// <param name="operands">In the order of the text; each finds decoded what it depends on.</param>
    public Row(string mnemonic, uint word, Instruction template, params Operand[] operands)
    {
        (Mnemonic, Word, Template, Operands) = (mnemonic, word, template, operands);
        Mask = ~operands.Aggregate(0u, (bits, operand) => bits | operand.Bits);
        SaysWidth = operands.Any(operand => operand.SaysWidth);
    }

    public string Mnemonic { get; }

    /// <summary>Other mnemonics that are read.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    public uint Word { get; }

    /// <summary>The bits that belong to no operand.</summary>
    public uint Mask { get; }

    public Instruction Template { get; }

    public Operand[] Operands { get; }

    /// <summary>What the form is for.</summary>
    public RowUse Use { get; init; } = RowUse.All;

    /// <summary>What else a word of this form must be; null if nothing.</summary>
    public Func<uint, bool>? Only { get; init; }

    /// <summary>True if operands say whether registers are X or W registers.</summary>
    public bool SaysWidth { get; }

    /// <summary>What <paramref name="word"/> at <paramref name="address"/> does.</summary>
    /// <returns>False if it is not of this form.</returns>
    public bool TryDecode(uint word, ulong address, out Instruction instruction)
    {
        instruction = Template;
        if ((word & Mask) != Word || Only?.Invoke(word) == false)
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

    /// <summary>The text of <paramref name="word"/>, which is of this form.</summary>
    public string Print(in Shown shown)
    {
        var operands = new List<string>();
        foreach (var operand in Operands)
        {
            if (operand.IsWritten && operand.Print(shown) is { } text)
                operands.Add(text);
        }

        return operands.Count == 0 ? Mnemonic : $"{Mnemonic}\t{string.Join(", ", operands)}";
    }
}
