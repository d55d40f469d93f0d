namespace Sim.Core.A64.Coding;

/// <summary>One form of an instruction, for lists and tests.</summary>
/// <param name="Mnemonic">In lower case.</param>
/// <param name="Operands">How they are written: <c>Rd, Rn, #imm</c>. R is X or W, the same one throughout.</param>
/// <param name="Word">The word with all operands zero.</param>
/// <param name="Mask">The bits that are the same in all words of the form.</param>
/// <param name="Opcode">What it does.</param>
/// <param name="Meaning">That in a sentence.</param>
/// <param name="IsAlias">True if another form gives the same words their meaning.</param>
public sealed record InstructionForm(string Mnemonic, string Operands, uint Word, uint Mask, Opcode Opcode, string Meaning, bool IsAlias);
