using Sim.Core.A64;

namespace Sim.Core.Machine.Cpu;

/// <summary>The commonest forms of instructions, which are executed without asking what else they might be.</summary>
public enum Form : byte
{
    /// <summary>Memory was not looked at yet.</summary>
    NotDecoded,

    /// <summary>No instruction, but the end of 64 bytes of code: the next ones have positions elsewhere.</summary>
    EndOfLine,

    /// <summary>Everything that is not among the commonest: <see cref="Interpreter"/> knows it.</summary>
    Other,

    Nothing, MoveImmediate, MoveRegister, AddImmediate, SubtractImmediate, AddRegister, AndImmediate, CompareImmediate, CompareRegister, TestImmediate,
    Load64, Load32, Load8, LoadIndexed64, LoadPair64, Store64, Store32, StorePair64, StoreRelease64,
    Jump, Call, CallRegister, Return, JumpIf, JumpIfZero, JumpIfNotZero, JumpIfBitClear, JumpIfBitSet,

    /// <summary>Any other that changes nothing but registers and flags: <see cref="Interpreter"/> knows it.</summary>
    Arithmetic,

    /// <summary>A <see cref="MoveRegister"/> on a core that moves registers by renaming them.</summary>
    RenamedRegister,
}

/// <summary>Which form an instruction has.</summary>
public static class Forms
{
    public static Form Of(in Instruction i) => i.Opcode switch
    {
        Opcode.Nop or Opcode.Bti or Opcode.Hint => Form.Nothing,
        Opcode.MoveImmediate => Form.MoveImmediate,
        Opcode.Orr when i is { Is64: true, Rn: Register.Zero, Operand2: Operand2.Lsl, Amount: 0 } => Form.MoveRegister,
        Opcode.Add when i is { Is64: true, Operand2: Operand2.Immediate } => Form.AddImmediate,
        Opcode.Sub when i is { Is64: true, Operand2: Operand2.Immediate } => Form.SubtractImmediate,
        Opcode.Add when i is { Is64: true, Operand2: Operand2.Lsl } => Form.AddRegister,
        Opcode.And when i is { Is64: true, Operand2: Operand2.Immediate } => Form.AndImmediate,
        Opcode.Subs when i is { Is64: true, Operand2: Operand2.Immediate } => Form.CompareImmediate,
        Opcode.Subs when i is { Is64: true, Operand2: Operand2.Lsl, Amount: 0 } => Form.CompareRegister,
        Opcode.Ands when i is { Operand2: Operand2.Immediate } => Form.TestImmediate,

        Opcode.Ldr when i is { Addressing: Addressing.Offset, AccessBytes: 8 } => Form.Load64,
        Opcode.Ldr when i is { Addressing: Addressing.Offset, AccessBytes: 4 } => Form.Load32,
        Opcode.Ldr when i is { Addressing: Addressing.Offset, AccessBytes: 1 } => Form.Load8,
        Opcode.Ldr when i is { Addressing: Addressing.RegisterOffset, Operand2: Operand2.Lsl, AccessBytes: 8 } => Form.LoadIndexed64,
        Opcode.Ldp when i is { Addressing: Addressing.Offset, AccessBytes: 8 } => Form.LoadPair64,
        Opcode.Str when i is { Addressing: Addressing.Offset, AccessBytes: 8 } => Form.Store64,
        Opcode.Str when i is { Addressing: Addressing.Offset, AccessBytes: 4 } => Form.Store32,
        Opcode.Stp when i is { Addressing: Addressing.Offset, AccessBytes: 8 } => Form.StorePair64,
        Opcode.Stlr when i is { AccessBytes: 8 } => Form.StoreRelease64,

        Opcode.B => Form.Jump,
        Opcode.Bl => Form.Call,
        Opcode.Blr => Form.CallRegister,
        Opcode.Ret => Form.Return,
        Opcode.BCond => Form.JumpIf,
        Opcode.Cbz => Form.JumpIfZero,
        Opcode.Cbnz => Form.JumpIfNotZero,
        Opcode.Tbz => Form.JumpIfBitClear,
        Opcode.Tbnz => Form.JumpIfBitSet,

        Opcode.Add or Opcode.Adds or Opcode.Sub or Opcode.Subs or Opcode.And or Opcode.Ands or Opcode.Orr or Opcode.Orn or Opcode.Eor or Opcode.Eon or Opcode.Bic
            or Opcode.Bics or Opcode.Adc or Opcode.Adcs or Opcode.Sbc or Opcode.Sbcs or Opcode.Csel or Opcode.Csinc or Opcode.Csinv or Opcode.Csneg
            or Opcode.Ccmp or Opcode.Ccmn or Opcode.MoveWideKeep or Opcode.Sbfm or Opcode.Bfm or Opcode.Ubfm or Opcode.Extr or Opcode.Lslv or Opcode.Lsrv
            or Opcode.Asrv or Opcode.Rorv or Opcode.Clz or Opcode.Cls or Opcode.Rbit or Opcode.Rev16 or Opcode.Rev32 or Opcode.Rev or Opcode.Madd
            or Opcode.Msub or Opcode.Smaddl or Opcode.Smsubl or Opcode.Umaddl or Opcode.Umsubl or Opcode.Smulh or Opcode.Umulh or Opcode.Crc32
            or Opcode.Crc32c => Form.Arithmetic,
        _ => Form.Other,
    };
}
