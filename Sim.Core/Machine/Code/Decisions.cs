using Sim.Core.A64;

namespace Sim.Core.Machine.Code;

/// <summary>Instructions whose operands decide where a program goes, or how long it takes.</summary>
static class Decisions
{
    /// <summary>
    /// True if <paramref name="i"/> sets flags, branches on a register, takes as long as its operands say, or keeps only a part of them, which a later decision
    /// may see and which changes less often than they do.
    /// </summary>
    public static bool Has(in Instruction i) => i.Opcode is
        Opcode.Adds or Opcode.Subs or Opcode.Ands or Opcode.Bics or Opcode.Adcs or Opcode.Sbcs or Opcode.Ccmp or Opcode.Ccmn or Opcode.Subps
        or Opcode.Rmif or Opcode.Setf or Opcode.Cbz or Opcode.Cbnz or Opcode.Tbz or Opcode.Tbnz or Opcode.Udiv or Opcode.Sdiv
        or Opcode.And or Opcode.Bic or Opcode.Orn or Opcode.Sbfm or Opcode.Bfm or Opcode.Ubfm or Opcode.Extr or Opcode.MoveWideKeep or Opcode.Lslv or Opcode.Lsrv or Opcode.Asrv
        or Opcode.Clz or Opcode.Cls or Opcode.Ctz or Opcode.CountOnes or Opcode.Smax or Opcode.Smin or Opcode.Umax or Opcode.Umin or Opcode.Smulh or Opcode.Umulh
        || (i.Opcode == Opcode.Orr && i.Rn != Register.Zero)
        || (i.Opcode == Opcode.Msr && (SystemRegister)i.Immediate == SystemRegister.Nzcv);
}
