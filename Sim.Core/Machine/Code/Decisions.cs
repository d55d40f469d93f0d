using Sim.Core.A64;

namespace Sim.Core.Machine.Code;

/// <summary>Instructions whose operands decide where a program goes, or how long it takes.</summary>
static class Decisions
{
    /// <summary>True if <paramref name="i"/> sets flags, branches on a register, or takes as long as its operands say.</summary>
    public static bool Has(in Instruction i) => i.Opcode is
        Opcode.Adds or Opcode.Subs or Opcode.Ands or Opcode.Bics or Opcode.Adcs or Opcode.Sbcs or Opcode.Ccmp or Opcode.Ccmn or Opcode.Subps
        or Opcode.Rmif or Opcode.Setf or Opcode.Cbz or Opcode.Cbnz or Opcode.Tbz or Opcode.Tbnz or Opcode.Udiv or Opcode.Sdiv
        || (i.Opcode == Opcode.Msr && (SystemRegister)i.Immediate == SystemRegister.Nzcv);
}
