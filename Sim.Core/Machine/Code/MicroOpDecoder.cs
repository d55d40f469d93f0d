using Sim.Core.A64;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Code;

/// <summary>Turns instructions into what one core's pipeline makes of them.</summary>
public sealed class MicroOpDecoder
{
    readonly BackEnd _backEnd;
    readonly MemoryOrdering _ordering;
    readonly SpecialOperations _special;
    readonly int _loadLatency;
    readonly uint _alu, _multiply, _divide, _branch, _load, _store;

    public MicroOpDecoder(CoreProfile core)
    {
        (_backEnd, _ordering, _loadLatency) = (core.BackEnd, core.Ordering, core.Memory.LoadLatency);
        (_alu, _multiply, _divide) = (_backEnd.PortsOf(PortKinds.Alu), _backEnd.PortsOf(PortKinds.Multiply), _backEnd.PortsOf(PortKinds.Divide));
        _special = new SpecialOperations(core.BackEnd);
        (_branch, _load, _store) = (_backEnd.PortsOf(PortKinds.Branch), _backEnd.PortsOf(PortKinds.Load), _backEnd.PortsOf(PortKinds.Store));
    }

    /// <summary>What <paramref name="i"/> is to the core's pipeline.</summary>
    public MicroOp Decode(in Instruction i) => _special.Of(i, Plain(i));

    /// <summary>What <paramref name="i"/> is to a core on which no instruction costs more than others of its kind.</summary>
    /// <remarks>There is no arm for the rest: an opcode without one does not build (CS8509).</remarks>
#pragma warning disable CS8524 // Only numbers without a name are left out.
    MicroOp Plain(in Instruction i) => i.Opcode switch
    {
        Opcode.Nop or Opcode.Bti or Opcode.Hint or Opcode.Prfm or Opcode.Clrex or Opcode.Undefined
            or Opcode.Hlt or Opcode.Hvc or Opcode.Smc or Opcode.Sb or Opcode.At or Opcode.Sys or Opcode.Sysl =>
            Op(MicroOpKind.Nothing, 0, 0),

        // As hints, on a core that does not sign: docs/model.md says what that leaves out.
        Opcode.Paciasp or Opcode.Autiasp or Opcode.Sign or Opcode.Authenticate or Opcode.Strip or Opcode.Pacga => Op(MicroOpKind.Nothing, 0, 0),
        Opcode.Dmb => Op(MicroOpKind.AccessBarrier, 0, _ordering.DmbCycles),
        Opcode.Dsb => Op(MicroOpKind.CompletionBarrier, 0, _ordering.DsbCycles),
        Opcode.Isb => Op(MicroOpKind.Resynchronise, 0, _ordering.IsbCycles),

        Opcode.Brk or Opcode.Svc => Op(MicroOpKind.ExceptionEntry, 0, _ordering.ExceptionEntryCycles),
        Opcode.Eret => Op(MicroOpKind.ExceptionReturn, 0, _ordering.ExceptionReturnCycles),

        // Sent off like a store; the DSB after them waits.
        Opcode.DcClean or Opcode.DcZva or Opcode.IcIvau or Opcode.IcAll or Opcode.TlbiPage or Opcode.TlbiAll or Opcode.StoreTagBlock or Opcode.ZeroTagBlock
            or Opcode.RestrictPrediction => Op(MicroOpKind.Compute, _store, 1, i.Rn),

        Opcode.Orr when _backEnd.EliminatesMoves && IsMove(i) => Op(MicroOpKind.Move, 0, 0, i.Rm, result0: i.Rd),

        Opcode.MoveImmediate => Op(MicroOpKind.Compute, _alu, 1, result0: i.Rd),
        Opcode.MoveWideKeep => Op(MicroOpKind.Compute, _alu, 1, i.Rn, result0: i.Rd),
        Opcode.Bfm => Op(MicroOpKind.Compute, _alu, 1, i.Rn, i.Ra, result0: i.Rd),

        // With nzcv the flags are named as source or destination; the other system registers are never waited for.
        Opcode.Mrs or Opcode.Msr or Opcode.MsrField => Op(MicroOpKind.Compute, _alu, 1, i.Rn, result0: i.Rd),

        Opcode.Adds or Opcode.Subs or Opcode.Ands or Opcode.Bics => Op(MicroOpKind.Compute, _alu, 1, i.Rn, i.Rm, result0: i.Rd, result1: Register.Flags),
        Opcode.Adc or Opcode.Sbc or Opcode.Csel or Opcode.Csinc or Opcode.Csinv or Opcode.Csneg =>
            Op(MicroOpKind.Compute, _alu, 1, i.Rn, i.Rm, Register.Flags, result0: i.Rd),
        Opcode.Adcs or Opcode.Sbcs => Op(MicroOpKind.Compute, _alu, 1, i.Rn, i.Rm, Register.Flags, result0: i.Rd, result1: Register.Flags),
        Opcode.Cfinv or Opcode.Rmif or Opcode.Setf or Opcode.Axflag or Opcode.Xaflag =>
            Op(MicroOpKind.Compute, _alu, 1, i.Rn, Register.None, Register.Flags, result1: Register.Flags),
        Opcode.Ccmp or Opcode.Ccmn => Op(MicroOpKind.Compute, _alu, 1, i.Rn, i.Rm, Register.Flags, result1: Register.Flags),

        Opcode.Crc32 or Opcode.Crc32c => Op(MicroOpKind.Compute, _multiply, _backEnd.Crc32Latency, i.Rn, i.Rm, result0: i.Rd),
        Opcode.Madd or Opcode.Msub or Opcode.Smaddl or Opcode.Smsubl or Opcode.Umaddl or Opcode.Umsubl or Opcode.Smulh or Opcode.Umulh =>
            Op(MicroOpKind.Compute, _multiply, MultiplyLatency(i), i.Rn, i.Rm, i.Ra, result0: i.Rd),
        Opcode.Udiv or Opcode.Sdiv =>
            Op(MicroOpKind.Divide, _divide, i.Is64 ? _backEnd.Divide64Latency : _backEnd.Divide32Latency, i.Rn, i.Rm, result0: i.Rd),

        Opcode.Ldr or Opcode.Ldrs or Opcode.Ldxr => Load(i, 1, Register.Discard),
        Opcode.Ldar or Opcode.Ldapr or Opcode.LdaprSigned or Opcode.Ldaxr => Acquire(Load(i, 1, Register.Discard)),
        Opcode.Ldp or Opcode.Ldpsw or Opcode.Ldxp => Load(i, 2, i.Ra),
        Opcode.LdrAuthenticated => Load(i with { Rm = Register.None }, 1, Register.Discard),
        Opcode.Ldaxp => Acquire(Load(i, 2, i.Ra)),
        Opcode.Ldadd or Opcode.Ldclr or Opcode.Ldeor or Opcode.Ldset or Opcode.Ldsmax or Opcode.Ldsmin or Opcode.Ldumax or Opcode.Ldumin or Opcode.Swp
            or Opcode.Cas => Load(i, 1, Register.Discard) with
            {
                Kind = MicroOpKind.Atomic,
                Latency = (byte)_ordering.AtomicCycles,
                Ports = _store,
                Source2 = i.Rm,
                Source3 = i.Ra,
                Ordering = i.Ordering,
            },

        // Five sources, of which four fit: the second word stored is not waited for.
        Opcode.Casp => Load(i, 2, (byte)(i.Rd == Register.Link ? Register.Discard : i.Rd + 1)) with
        {
            Kind = MicroOpKind.Atomic,
            Latency = (byte)_ordering.AtomicCycles,
            Ports = _store,
            Source1 = (byte)(i.Rm + 1),
            Source2 = i.Rm,
            Source3 = i.Ra,
            Ordering = i.Ordering,
        },

        // SIMD and floating-point registers are waited for as if they were one.
        Opcode.LdrVector => Load(i, 1, Register.Discard) with { Result0 = Register.Vectors },
        Opcode.LdpVector => Load(i, 2, Register.Discard) with { Result0 = Register.Vectors },
        Opcode.StrVector => Store(i, 1, Register.Vectors, Register.None),
        Opcode.StpVector => Store(i, 2, Register.Vectors, Register.None),

        Opcode.LdStructures => Load(i with { Rm = Register.None }, i.Amount & 7, Register.Discard) with { Result0 = Register.Vectors, Source1 = i.Rm },
        Opcode.StStructures => Store(i, i.Amount & 7, Register.Vectors, Register.None),

        Opcode.VectorConstant => Op(MicroOpKind.Compute, _multiply, _backEnd.VectorMoveLatency, result0: Register.Vectors),
        Opcode.VectorFill => Op(MicroOpKind.Compute, _multiply, _backEnd.VectorMoveLatency, i.Rn, result0: Register.Vectors),
        Opcode.VectorInsert => Op(MicroOpKind.Compute, _multiply, _backEnd.VectorMoveLatency, i.Rn, Register.Vectors, result0: Register.Vectors),
        Opcode.VectorMove or Opcode.VectorDuplicate or Opcode.VectorCopy =>
            Op(MicroOpKind.Compute, _multiply, _backEnd.VectorMoveLatency, Register.Vectors, result0: Register.Vectors),
        Opcode.VectorExtract or Opcode.VectorExtractSigned =>
            Op(MicroOpKind.Compute, _multiply, _backEnd.VectorMoveLatency, Register.Vectors, result0: i.Rd),

        // A store of tags alone has no data that a load could take.
        Opcode.StoreTag when i.Amount == 0 => Op(MicroOpKind.Compute, _store, 1, i.Rn) with { Result0 = WrittenBack(i) },
        Opcode.StoreTag => Store(i, 1, Register.None, Register.None),
        Opcode.StoreTagPair => Store(i, 2, i.Rd, i.Ra),
        Opcode.LoadTag => Load(i, 1, Register.Discard) with { Source2 = i.Ra },
        Opcode.LoadTagBlock => Load(i, 1, Register.Discard),
        Opcode.Irg or Opcode.Gmi or Opcode.Subp or Opcode.AddTagged => Op(MicroOpKind.Compute, _alu, 1, i.Rn, i.Rm, result0: i.Rd),
        Opcode.Subps => Op(MicroOpKind.Compute, _alu, 1, i.Rn, i.Rm, result0: i.Rd, result1: Register.Flags),

        Opcode.Str => Store(i, 1, i.Rd, Register.None),
        Opcode.Stp => Store(i, 2, i.Rd, i.Ra),
        Opcode.Stxp => StoreExclusivePair(i),
        Opcode.Stlxp => StoreExclusivePair(i) with { Ordering = Ordering.Release },
        Opcode.Stlr => Store(i, 1, i.Rd, Register.None) with { Ordering = Ordering.Release },
        Opcode.Stxr => Store(i, 1, i.Ra, Register.None) with { Result0 = i.Rd },
        Opcode.Stlxr => Store(i, 1, i.Ra, Register.None) with { Result0 = i.Rd, Ordering = Ordering.Release },

        Opcode.B => Op(MicroOpKind.Jump, _branch, 1),
        Opcode.Bl => Op(MicroOpKind.Call, _branch, 1, result0: Register.Link),
        Opcode.BCond => Op(MicroOpKind.Conditional, _branch, 1, Register.Flags),
        Opcode.Cbz or Opcode.Cbnz or Opcode.Tbz or Opcode.Tbnz => Op(MicroOpKind.Conditional, _branch, 1, i.Rn),
        Opcode.Br => Op(MicroOpKind.Indirect, _branch, 1, i.Rn),
        Opcode.Blr => Op(MicroOpKind.IndirectCall, _branch, 1, i.Rn, result0: Register.Link),
        Opcode.Ret => Op(MicroOpKind.Return, _branch, 1, i.Rn),
        Opcode.BrAuthenticated => Op(MicroOpKind.Indirect, _branch, 1, i.Rn, i.Rm),
        Opcode.BlrAuthenticated => Op(MicroOpKind.IndirectCall, _branch, 1, i.Rn, i.Rm, result0: Register.Link),
        Opcode.RetAuthenticated => Op(MicroOpKind.Return, _branch, 1, i.Rn, i.Rm),

        // Arithmetic with up to two sources and one result.
        Opcode.Add or Opcode.Sub or Opcode.And or Opcode.Orr or Opcode.Orn or Opcode.Eor or Opcode.Eon or Opcode.Bic or Opcode.Sbfm or Opcode.Ubfm
            or Opcode.Extr or Opcode.Lslv or Opcode.Lsrv or Opcode.Asrv or Opcode.Rorv or Opcode.Clz or Opcode.Cls or Opcode.Ctz or Opcode.CountOnes or Opcode.Abs
            or Opcode.Smax or Opcode.Smin or Opcode.Umax or Opcode.Umin or Opcode.Rbit or Opcode.Rev16
            or Opcode.Rev32 or Opcode.Rev or Opcode.MsrSet or Opcode.MsrClear =>
            Op(MicroOpKind.Compute, _alu, 1, i.Rn, i.Rm, result0: i.Rd),
    };
#pragma warning restore CS8524

    // MOV between registers; a W move cuts its result and needs an adder.
    static bool IsMove(in Instruction i) =>
        i is { Rn: Register.Zero, Is64: true, Operand2: Operand2.Lsl, Amount: 0 };

    // The widening multiplies take 32-bit factors.
    int MultiplyLatency(in Instruction i) =>
        i.Opcode is Opcode.Smulh or Opcode.Umulh || (i.Is64 && i.Opcode is (Opcode.Madd or Opcode.Msub))
            ? _backEnd.Multiply64Latency
            : _backEnd.Multiply32Latency;

    MicroOp Load(in Instruction i, int registers, byte second) =>
        Op(MicroOpKind.Load, _load, _loadLatency, i.Rn, i.Rm, result0: i.Rd, result1: second) with
        {
            Base = WrittenBack(i),
            Bytes = (byte)(registers * i.AccessBytes),
        };

    MicroOp Acquire(MicroOp load) => load with { Ordering = Ordering.Acquire, Latency = (byte)_ordering.LoadAcquireCycles };

    MicroOp Store(in Instruction i, int registers, byte data0, byte data1) =>
        Op(MicroOpKind.Store, _store, 1, i.Rn, i.Rm, data0, data1) with { Base = WrittenBack(i), Bytes = (byte)(registers * i.AccessBytes) };

    // Rm is data here, no index.
    MicroOp StoreExclusivePair(in Instruction i) => Store(i with { Rm = Register.None }, 2, i.Ra, i.Rm) with { Result0 = i.Rd };

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
        new(ports, kind, (byte)latency, source0, source1, source2, source3, result0, result1, Register.Discard, 0, 0, 0, Ordering.Relaxed);
}
