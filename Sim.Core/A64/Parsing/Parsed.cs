namespace Sim.Core.A64.Parsing;

/// <summary>What a statement's mnemonic and operands come to.</summary>
readonly record struct Parsed(Instruction Instruction, Fixup? Fixup = null)
{
    public static implicit operator Parsed(Instruction instruction) => new(instruction);
}
