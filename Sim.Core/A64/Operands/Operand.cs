namespace Sim.Core.A64.Operands;

/// <summary>A part of an instruction: its bits of the word, what they mean, how they are written.</summary>
/// <param name="bits">The bits of the word that it owns.</param>
abstract class Operand(uint bits)
{
    public uint Bits => bits;

    /// <summary>False for bits that follow from other operands.</summary>
    public virtual bool IsWritten => true;

    /// <summary>True if the text may end before it.</summary>
    public virtual bool IsOptional => false;

    /// <summary>True if it says whether registers are X or W registers.</summary>
    public virtual bool SaysWidth => false;

    /// <summary>How it is written, for lists.</summary>
    public abstract string Syntax { get; }

    /// <summary>Puts the meaning of <paramref name="word"/>'s bits into <paramref name="i"/>.</summary>
    /// <returns>False if the value is reserved, or is not what the alias that has this operand is for.</returns>
    public virtual bool Decode(uint word, ulong address, ref Instruction i) => true;

    /// <summary>Puts the bits of <paramref name="i"/> into <paramref name="word"/>, where they are zero.</summary>
    /// <returns>False if no bits mean it. What another operand or the row would have to say is not checked.</returns>
    public virtual bool Encode(in Instruction i, ulong address, ref uint word) => false;

    /// <summary>Reads it. A value that is not allowed is complained about; what follows is read all the same.</summary>
    /// <returns>False if something else is here.</returns>
    public virtual bool Parse(Draft draft) => true;

    /// <summary>Its text; null if it is left out.</summary>
    public virtual string? Print(in Shown shown) => null;
}
