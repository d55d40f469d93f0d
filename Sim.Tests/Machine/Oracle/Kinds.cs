using Sim.Core.A64;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;

namespace Sim.Tests.Machine.Oracle;

/// <summary>How the rules of docs/model.md sort instructions.</summary>
static class Kinds
{
    public static MicroOpKind Of(in Instruction i, CoreProfile core) => i.Opcode switch
    {
        Opcode.Nop or Opcode.Bti or Opcode.Hint when core.BackEnd.Ports.Any(port => port.HasFlag(PortKinds.Nop)) => MicroOpKind.Compute,
        Opcode.Nop or Opcode.Bti or Opcode.Hint or Opcode.Paciasp or Opcode.Autiasp => MicroOpKind.Nothing,
        Opcode.Orr when core.BackEnd is { EliminatesMoves: true, Window: not null } && IsMove(i) => MicroOpKind.Move,
        Opcode.Udiv or Opcode.Sdiv => MicroOpKind.Divide,
        Opcode.Str or Opcode.Stp or Opcode.Stlr or Opcode.Stxr or Opcode.Stlxr or Opcode.StrVector or Opcode.StpVector or Opcode.StStructures
            => MicroOpKind.Store,
        _ when IsVectorMove(i.Opcode) => MicroOpKind.Compute,
        >= Opcode.Ldr and <= Opcode.Ldaxr => MicroOpKind.Load,
        >= Opcode.Ldadd and <= Opcode.Cas => MicroOpKind.Atomic,
        Opcode.Dmb => MicroOpKind.AccessBarrier,
        Opcode.Dsb => MicroOpKind.CompletionBarrier,
        Opcode.Isb => MicroOpKind.Resynchronise,
        Opcode.Brk or Opcode.Svc => MicroOpKind.ExceptionEntry,
        Opcode.Eret => MicroOpKind.ExceptionReturn,
        Opcode.B => MicroOpKind.Jump,
        Opcode.Bl => MicroOpKind.Call,
        Opcode.BCond or Opcode.Cbz or Opcode.Cbnz or Opcode.Tbz or Opcode.Tbnz => MicroOpKind.Conditional,
        Opcode.Br => MicroOpKind.Indirect,
        Opcode.Blr => MicroOpKind.IndirectCall,
        Opcode.Ret => MicroOpKind.Return,
        _ => MicroOpKind.Compute,
    };

    public static PortKinds PortsOf(in Instruction i, MicroOpKind kind, IReadOnlyList<PortKinds> ports, OperationCosts costs) => kind switch
    {
        MicroOpKind.Compute when i.Opcode is Opcode.Nop or Opcode.Bti or Opcode.Hint => PortKinds.Nop,
        MicroOpKind.Compute when (Costs.SpecialOf(i, costs) & ports.Aggregate((one, other) => one | other)) is var special and not PortKinds.None => special,
        MicroOpKind.Compute => IsMultiply(i.Opcode) || IsVectorMove(i.Opcode) ? PortKinds.Multiply : PortKinds.Alu,
        MicroOpKind.Divide => PortKinds.Divide,
        MicroOpKind.Load => PortKinds.Load,
        MicroOpKind.Store or MicroOpKind.Atomic => PortKinds.Store,
        >= MicroOpKind.Jump => PortKinds.Branch,
        _ => PortKinds.None,
    };

    public static bool IsVectorMove(Opcode opcode) => opcode is >= Opcode.VectorConstant and <= Opcode.VectorExtractSigned;

    public static bool IsMultiply(Opcode opcode) => opcode is (>= Opcode.Madd and <= Opcode.Umulh) or Opcode.Crc32 or Opcode.Crc32c;

    static bool IsMove(in Instruction i) => i is { Is64: true, Rn: Register.Zero, Operand2: Operand2.Lsl, Amount: 0 };
}
