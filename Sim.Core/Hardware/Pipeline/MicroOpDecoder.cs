using Sim.Core.A64;

namespace Sim.Core.Hardware.Pipeline;

/// <summary>Turns instructions into what one core's pipeline makes of them.</summary>
public sealed class MicroOpDecoder
{
    readonly BackEnd _backEnd;
    readonly uint _alu, _multiply, _divide, _branch, _load, _store;

    public MicroOpDecoder(BackEnd backEnd)
    {
        _backEnd = backEnd;
        (_alu, _multiply, _divide) = (PortsOf(PortKinds.Alu), PortsOf(PortKinds.Multiply), PortsOf(PortKinds.Divide));
        (_branch, _load, _store) = (PortsOf(PortKinds.Branch), PortsOf(PortKinds.Load), PortsOf(PortKinds.Store));
    }

    public MicroOp Decode(in Instruction i) => i.Opcode switch
    {
        Opcode.Nop or Opcode.Bti or Opcode.Hint or Opcode.Paciasp or Opcode.Autiasp or Opcode.Prfm or Opcode.EndOfCode or Opcode.Brk
            or Opcode.Dmb or Opcode.Dsb or Opcode.Isb => Op(MicroOpKind.Nothing, 0, 0),

        Opcode.Orr when _backEnd.EliminatesMoves && IsMove(i) => Op(MicroOpKind.Move, 0, 0, i.Rm, result0: i.Rd),

        Opcode.MoveImmediate or Opcode.Mrs => Op(MicroOpKind.Compute, _alu, 1, result0: i.Rd),
        Opcode.MoveKeep => Op(MicroOpKind.Compute, _alu, 1, i.Rn, result0: i.Rd),
        Opcode.Bfm => Op(MicroOpKind.Compute, _alu, 1, i.Rn, i.Ra, result0: i.Rd),
        Opcode.Msr => Op(MicroOpKind.Compute, _alu, 1, i.Rn),

        Opcode.Adds or Opcode.Subs or Opcode.Ands or Opcode.Bics => Op(MicroOpKind.Compute, _alu, 1, i.Rn, i.Rm, result0: i.Rd, result1: Register.Flags),
        Opcode.Adc or Opcode.Sbc or Opcode.Csel or Opcode.Csinc or Opcode.Csinv or Opcode.Csneg =>
            Op(MicroOpKind.Compute, _alu, 1, i.Rn, i.Rm, Register.Flags, result0: i.Rd),
        Opcode.Adcs or Opcode.Sbcs => Op(MicroOpKind.Compute, _alu, 1, i.Rn, i.Rm, Register.Flags, result0: i.Rd, result1: Register.Flags),
        Opcode.Ccmp or Opcode.Ccmn => Op(MicroOpKind.Compute, _alu, 1, i.Rn, i.Rm, Register.Flags, result1: Register.Flags),

        Opcode.Madd or Opcode.Msub or Opcode.Smaddl or Opcode.Smsubl or Opcode.Umaddl or Opcode.Umsubl or Opcode.Smulh or Opcode.Umulh =>
            Op(MicroOpKind.Compute, _multiply, _backEnd.MultiplyLatency, i.Rn, i.Rm, i.Ra, result0: i.Rd),
        Opcode.Udiv or Opcode.Sdiv => Op(MicroOpKind.Compute, _divide, _backEnd.DivideLatency, i.Rn, i.Rm, result0: i.Rd),

        Opcode.Ldr or Opcode.Ldrs or Opcode.Ldar or Opcode.Ldapr or Opcode.Ldxr or Opcode.Ldaxr => Load(i, 1, Register.Discard),
        Opcode.Ldp or Opcode.Ldpsw => Load(i, 2, i.Ra),
        >= Opcode.Ldadd and <= Opcode.Cas => Load(i, 1, Register.Discard) with { Source2 = i.Rm, Source3 = i.Ra },

        Opcode.Str => Store(i, MicroOpKind.Store, 1, i.Rd, Register.None),
        Opcode.Stp => Store(i, MicroOpKind.Store, 2, i.Rd, i.Ra),
        Opcode.Stlr => Store(i, MicroOpKind.StoreRelease, 1, i.Rd, Register.None),
        Opcode.Stxr => Store(i, MicroOpKind.Store, 1, i.Ra, Register.None) with { Result0 = i.Rd },
        Opcode.Stlxr => Store(i, MicroOpKind.StoreRelease, 1, i.Ra, Register.None) with { Result0 = i.Rd },

        Opcode.B => Op(MicroOpKind.Jump, _branch, 1),
        Opcode.Bl => Op(MicroOpKind.Call, _branch, 1, result0: Register.Link),
        Opcode.BCond => Op(MicroOpKind.Conditional, _branch, 1, Register.Flags),
        Opcode.Cbz or Opcode.Cbnz or Opcode.Tbz or Opcode.Tbnz => Op(MicroOpKind.Conditional, _branch, 1, i.Rn),
        Opcode.Br => Op(MicroOpKind.Indirect, _branch, 1, i.Rn),
        Opcode.Blr => Op(MicroOpKind.IndirectCall, _branch, 1, i.Rn, result0: Register.Link),
        Opcode.Ret => Op(MicroOpKind.Return, _branch, 1, i.Rn),

        // All other arithmetic: up to two sources, one result.
        _ => Op(MicroOpKind.Compute, _alu, 1, i.Rn, i.Rm, result0: i.Rd),
    };

    // MOV between registers; a W move cuts its result and needs an adder.
    static bool IsMove(in Instruction i) =>
        i is { Rn: Register.Zero, Is64: true, Operand2: Operand2.Lsl, Amount: 0 };

    MicroOp Load(in Instruction i, int registers, byte second) =>
        Op(MicroOpKind.Load, _load, 0, i.Rn, i.Rm, result0: i.Rd, result1: second) with
        {
            Base = WrittenBack(i),
            Bytes = (byte)(registers * i.AccessBytes),
        };

    MicroOp Store(in Instruction i, MicroOpKind kind, int registers, byte data0, byte data1) =>
        Op(kind, _store, 1, i.Rn, i.Rm, data0, data1) with { Base = WrittenBack(i), Bytes = (byte)(registers * i.AccessBytes) };

    static byte WrittenBack(in Instruction i) =>
        i.Addressing is Addressing.PreIndex or Addressing.PostIndex ? i.Rn : Register.Discard;

    static MicroOp Op(
        MicroOpKind kind,
        uint ports,
        int latency,
        byte source0 = Register.None,
        byte source1 = Register.None,
        byte source2 = Register.None,
        byte source3 = Register.None,
        byte result0 = Register.Discard,
        byte result1 = Register.Discard) =>
        new(kind, ports, (byte)latency, source0, source1, source2, source3, result0, result1, Register.Discard, 0);

    uint PortsOf(PortKinds kind)
    {
        var ports = 0u;
        for (var port = 0; port < _backEnd.Ports.Count; port++)
        {
            if (_backEnd.Ports[port].HasFlag(kind))
                ports |= 1u << port;
        }

        return ports;
    }
}
