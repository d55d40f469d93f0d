using Sim.Core.A64;

namespace Sim.Tests.Machine.Oracle;

/// <summary>Which registers an instruction reads and writes.</summary>
static class Registers
{
    /// <summary>What it reads besides the address of an access.</summary>
    public static IEnumerable<byte> OperandsOf(in Instruction i) => i.Opcode switch
    {
        Opcode.Str or Opcode.Stlr => [i.Rd],
        Opcode.Stp => [i.Rd, i.Ra],
        Opcode.StrVector or Opcode.StpVector or Opcode.StStructures => [Register.Vectors],
        Opcode.VectorConstant => [],
        Opcode.VectorFill => [i.Rn],
        Opcode.VectorInsert => [i.Rn, Register.Vectors],
        _ when Kinds.IsVectorMove(i.Opcode) => [Register.Vectors],
        Opcode.Stxr or Opcode.Stlxr => [i.Ra],
        Opcode.Cas => [i.Rm, i.Ra],
        >= Opcode.Ldadd and <= Opcode.Swp => [i.Rm],
        >= Opcode.Ldr and <= Opcode.Ldaxr => [],
        Opcode.Cfinv or Opcode.Rmif or Opcode.Setf or Opcode.Axflag or Opcode.Xaflag => [i.Rn, Register.Flags],
        Opcode.Adc or Opcode.Adcs or Opcode.Sbc or Opcode.Sbcs or Opcode.BCond => [i.Rn, i.Rm, Register.Flags],
        >= Opcode.Csel and <= Opcode.Ccmn => [i.Rn, i.Rm, Register.Flags],
        _ => [i.Rn, i.Rm, i.Ra],
    };

    /// <summary>What it writes, with the part of its results that goes there.</summary>
    public static IEnumerable<(byte Register, ResultPart Part)> ResultsOf(Instruction i)
    {
        // Stores name their data where others name a result.
        if (i.Opcode is Opcode.LdrVector or Opcode.LdpVector or Opcode.LdStructures
            || (Kinds.IsVectorMove(i.Opcode) && i.Opcode is not (Opcode.VectorExtract or Opcode.VectorExtractSigned)))
            yield return (Register.Vectors, ResultPart.First);
        else if (i.Opcode is not (Opcode.Str or Opcode.Stlr or Opcode.Stp or Opcode.StrVector or Opcode.StpVector or Opcode.StStructures))
            yield return (i.Rd, ResultPart.First);

        if (i.Opcode is Opcode.Ldp or Opcode.Ldpsw)
            yield return (i.Ra, ResultPart.Second);
        if (i.Opcode is Opcode.Adds or Opcode.Subs or Opcode.Ands or Opcode.Bics or Opcode.Adcs or Opcode.Sbcs
            or Opcode.Ccmp or Opcode.Ccmn or Opcode.Cfinv or Opcode.Rmif or Opcode.Setf or Opcode.Axflag or Opcode.Xaflag)
            yield return (Register.Flags, ResultPart.Second);
        if (i.Addressing is Addressing.PreIndex or Addressing.PostIndex)
            yield return (i.Rn, ResultPart.Base);
    }
}
