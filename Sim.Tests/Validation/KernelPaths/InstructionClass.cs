using Sim.Core.A64;

namespace Sim.Tests.Validation.KernelPaths;

/// <summary>The classes that the measured paths are counted in: columns of <c>classes.csv</c>.</summary>
static class InstructionClass
{
    public static IReadOnlyList<string> All { get; } =
    [
        "alu", "muldiv", "load", "load_pair", "store", "store_pair", "b", "cond_taken", "cond_not_taken", "bl", "blr", "br", "ret", "sysreg",
        "barrier", "atomic", "hint", "prefetch", "exception",
    ];

    public static string Of(Opcode opcode, bool isTaken) => opcode switch
    {
        >= Opcode.Madd and <= Opcode.Sdiv => "muldiv",
        Opcode.Ldr or Opcode.Ldrs or Opcode.Ldar or Opcode.Ldapr => "load",
        Opcode.Ldp or Opcode.Ldpsw => "load_pair",
        Opcode.Str or Opcode.Stlr => "store",
        Opcode.Stp => "store_pair",
        Opcode.Prfm => "prefetch",
        Opcode.Ldxr or Opcode.Ldaxr or Opcode.Stxr or Opcode.Stlxr or (>= Opcode.Ldadd and <= Opcode.Cas) => "atomic",
        Opcode.B => "b",
        >= Opcode.BCond and <= Opcode.Tbnz => isTaken ? "cond_taken" : "cond_not_taken",
        Opcode.Bl => "bl",
        Opcode.Blr => "blr",
        Opcode.Br => "br",
        Opcode.Ret => "ret",
        (>= Opcode.Nop and <= Opcode.Hint) or Opcode.Paciasp or Opcode.Autiasp => "hint",
        Opcode.Dmb or Opcode.Dsb or Opcode.Isb => "barrier",
        >= Opcode.Mrs and <= Opcode.MsrClear => "sysreg",
        Opcode.Brk => "exception",
        _ => "alu",
    };
}
