namespace Sim.Core.A64;

/// <summary>How the second operand of arithmetic, or the index of an address, is made.</summary>
public enum Operand2 : byte
{
    /// <summary><see cref="Instruction.Immediate"/>, complete with its shift.</summary>
    Immediate,

    /// <summary>Rm shifted by <see cref="Instruction.Amount"/>.</summary>
    Lsl, Lsr, Asr, Ror,

    /// <summary>The low part of Rm extended, then shifted left by <see cref="Instruction.Amount"/>.</summary>
    Uxtb, Uxth, Uxtw, Uxtx, Sxtb, Sxth, Sxtw, Sxtx,
}
