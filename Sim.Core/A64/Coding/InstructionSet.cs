using Sim.Core.A64.Table;

namespace Sim.Core.A64.Coding;

/// <summary>Everything that is assembled, decoded and executed.</summary>
public static class InstructionSet
{
    /// <summary>All forms, synonyms left out, in the order of the table.</summary>
    public static IEnumerable<InstructionForm> Forms => InstructionTable.Rows.Select(row => new InstructionForm(
        row.Mnemonic,
        string.Join(", ", row.Operands.Where(operand => operand.IsWritten).Select(operand => operand.Syntax)),
        row.Word,
        row.Mask,
        row.Template.Opcode,
        Meaning.Of(row.Template.Opcode),
        !row.Use.HasFlag(RowUse.Decode)));
}
