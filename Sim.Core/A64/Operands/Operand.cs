namespace Sim.Core.A64.Operands;

/// <summary>A part of an instruction: its bits of the word, and what they mean.</summary>
/// <param name="bits">The bits of the word that it owns.</param>
abstract class Operand(uint bits)
{
    public uint Bits => bits;

    /// <summary>Puts the meaning of <paramref name="word"/>'s bits into <paramref name="i"/>.</summary>
    /// <returns>False if the value is reserved.</returns>
    public abstract bool Decode(uint word, ulong address, ref Instruction i);

    /// <summary>Puts the bits of <paramref name="i"/> into <paramref name="word"/>, where they are zero.</summary>
    /// <returns>False if no bits mean it. What another operand or the row would have to say is not checked.</returns>
    public abstract bool Encode(in Instruction i, ulong address, ref uint word);
}
