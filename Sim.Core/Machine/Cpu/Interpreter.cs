using System.Numerics;
using Sim.Core.A64;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>Executes instructions: what they do, not how long they take.</summary>
/// <remarks>
/// Hints, prefetches and barriers have no effect, nor has maintenance of caches: what is decoded of memory is its owner's affair, see <see cref="CodeMaintenance"/>.
/// </remarks>
public static class Interpreter
{
    /// <summary>Executes <paramref name="i"/>, which is at <paramref name="address"/>.</summary>
    /// <remarks><see cref="ArchitecturalState.Pc"/> is left to the caller, who takes it from <see cref="ExecutionResult.Next"/>.</remarks>
    /// <exception cref="GuestFault">Unmapped memory, a misaligned atomic or stack pointer, a branch to where no code is, a breakpoint without vectors, a word that is no
    /// instruction.</exception>
    public static ExecutionResult Execute(in Instruction i, ulong address, ArchitecturalState state, GuestMemory memory)
    {
        var (x, next) = (state.X, address + 4);
        if (i.Rn == Register.Stack)
            StackAlignment.Require(i, address, state);
#pragma warning disable CS8524 // Only numbers without a name are left out: an opcode without an arm does not build (CS8509).
        return i.Opcode switch
        {
            // Arithmetic and logic.
            Opcode.Add => Done(Arithmetic.Add(i, x), next),
            Opcode.Adds => Done(Arithmetic.AddSettingFlags(i, x), next),
            Opcode.Sub => Done(Arithmetic.Subtract(i, x), next),
            Opcode.Subs => Done(Arithmetic.SubtractSettingFlags(i, x), next),
            Opcode.And => Done(Arithmetic.Write(i, x, x[i.Rn] & Operands.Second(i, x)), next),
            Opcode.Ands => Done(Arithmetic.LogicalSettingFlags(i, x, x[i.Rn] & Operands.Second(i, x)), next),
            Opcode.Orr => Done(Arithmetic.Write(i, x, x[i.Rn] | Operands.Second(i, x)), next),
            Opcode.Orn => Done(Arithmetic.Write(i, x, x[i.Rn] | ~Operands.Second(i, x)), next),
            Opcode.Eor => Done(Arithmetic.Write(i, x, x[i.Rn] ^ Operands.Second(i, x)), next),
            Opcode.Eon => Done(Arithmetic.Write(i, x, x[i.Rn] ^ ~Operands.Second(i, x)), next),
            Opcode.Bic => Done(Arithmetic.Write(i, x, x[i.Rn] & ~Operands.Second(i, x)), next),
            Opcode.Bics => Done(Arithmetic.LogicalSettingFlags(i, x, x[i.Rn] & ~Operands.Second(i, x)), next),
            Opcode.Adc => Done(Arithmetic.WithCarry(i, x, inverts: false, setsFlags: false), next),
            Opcode.Adcs => Done(Arithmetic.WithCarry(i, x, inverts: false, setsFlags: true), next),
            Opcode.Sbc => Done(Arithmetic.WithCarry(i, x, inverts: true, setsFlags: false), next),
            Opcode.Sbcs => Done(Arithmetic.WithCarry(i, x, inverts: true, setsFlags: true), next),

            // Constants.
            Opcode.MoveImmediate => Done(x[i.Rd] = (ulong)i.Immediate, next),
            Opcode.MoveWideKeep => Done(Arithmetic.Write(i, x, (x[i.Rn] & ~(0xffffUL << i.Amount)) | (ulong)i.Immediate), next),

            // Bit-fields, shifts, one source.
            Opcode.Sbfm => Done(Arithmetic.Write(i, x, BitFields.MoveSigned(i, x[i.Rn])), next),
            Opcode.Bfm => Done(Arithmetic.Write(i, x, BitFields.Insert(i, x[i.Rn], x[i.Ra])), next),
            Opcode.Ubfm => Done(Arithmetic.Write(i, x, BitFields.MoveUnsigned(i, x[i.Rn])), next),
            Opcode.Extr => Done(x[i.Rd] = BitFields.Extract(i, x[i.Rn], x[i.Rm]), next),
            Opcode.Lslv => Done(x[i.Rd] = BitFields.ShiftLeft(i, x[i.Rn], x[i.Rm]), next),
            Opcode.Lsrv => Done(x[i.Rd] = BitFields.ShiftRight(i, x[i.Rn], x[i.Rm]), next),
            Opcode.Asrv => Done(x[i.Rd] = BitFields.ShiftRightSigned(i, x[i.Rn], x[i.Rm]), next),
            Opcode.Rorv => Done(x[i.Rd] = BitFields.RotateRight(i, x[i.Rn], x[i.Rm]), next),
            Opcode.Clz => Done(x[i.Rd] = Arithmetic.CountLeadingZeros(i, x[i.Rn]), next),
            Opcode.Cls => Done(x[i.Rd] = Arithmetic.CountLeadingSigns(i, x[i.Rn]), next),
            Opcode.Ctz => Done(x[i.Rd] = Arithmetic.CountTrailingZeros(i, x[i.Rn]), next),
            Opcode.CountOnes => Done(x[i.Rd] = (ulong)BitOperations.PopCount(Arithmetic.Cut(i, x[i.Rn])), next),
            Opcode.Abs => Done(Arithmetic.Write(i, x, Arithmetic.AbsoluteValue(i, x[i.Rn])), next),
            Opcode.Smax => Done(Arithmetic.Write(i, x, Arithmetic.Larger(i, x, isSigned: true)), next),
            Opcode.Smin => Done(Arithmetic.Write(i, x, Arithmetic.Smaller(i, x, isSigned: true)), next),
            Opcode.Umax => Done(Arithmetic.Write(i, x, Arithmetic.Larger(i, x, isSigned: false)), next),
            Opcode.Umin => Done(Arithmetic.Write(i, x, Arithmetic.Smaller(i, x, isSigned: false)), next),
            Opcode.Rbit => Done(x[i.Rd] = BitFields.ReverseBits(i, x[i.Rn]), next),
            Opcode.Rev16 => Done(Arithmetic.Write(i, x, BitFields.ReverseBytesInHalfwords(x[i.Rn])), next),
            Opcode.Rev32 => Done(x[i.Rd] = BitFields.ReverseBytesInWords(x[i.Rn]), next),
            Opcode.Rev => Done(x[i.Rd] = BitFields.ReverseBytes(i, x[i.Rn]), next),

            // Multiply and divide.
            Opcode.Madd => Done(Arithmetic.Write(i, x, x[i.Ra] + x[i.Rn] * x[i.Rm]), next),
            Opcode.Msub => Done(Arithmetic.Write(i, x, x[i.Ra] - x[i.Rn] * x[i.Rm]), next),
            Opcode.Smaddl => Done(x[i.Rd] = x[i.Ra] + (ulong)((long)(int)x[i.Rn] * (int)x[i.Rm]), next),
            Opcode.Smsubl => Done(x[i.Rd] = x[i.Ra] - (ulong)((long)(int)x[i.Rn] * (int)x[i.Rm]), next),
            Opcode.Umaddl => Done(x[i.Rd] = x[i.Ra] + (ulong)(uint)x[i.Rn] * (uint)x[i.Rm], next),
            Opcode.Umsubl => Done(x[i.Rd] = x[i.Ra] - (ulong)(uint)x[i.Rn] * (uint)x[i.Rm], next),
            Opcode.Smulh => Done(x[i.Rd] = Arithmetic.MultiplyHighSigned(x[i.Rn], x[i.Rm]), next),
            Opcode.Umulh => Done(x[i.Rd] = Arithmetic.MultiplyHighUnsigned(x[i.Rn], x[i.Rm]), next),
            Opcode.Udiv => Done(x[i.Rd] = Arithmetic.DivideUnsigned(i, x[i.Rn], x[i.Rm]), next),
            Opcode.Sdiv => Done(Arithmetic.Write(i, x, Arithmetic.DivideSigned(i, x[i.Rn], x[i.Rm])), next),

            // Checksums and flags.
            Opcode.Crc32 => Done(x[i.Rd] = Checksums.Update(i, x[i.Rn], x[i.Rm], Checksums.Ethernet), next),
            Opcode.Crc32c => Done(x[i.Rd] = Checksums.Update(i, x[i.Rn], x[i.Rm], Checksums.Castagnoli), next),
            Opcode.Cfinv => Done(x[Register.Flags] ^= Flags.C, next),
            Opcode.Rmif => Done(x[Register.Flags] = FlagOperations.Insert(i, x[i.Rn], x[Register.Flags]), next),
            Opcode.Setf => Done(x[Register.Flags] = FlagOperations.OfNarrow(i, x[i.Rn], x[Register.Flags]), next),
            Opcode.Axflag => Done(x[Register.Flags] = FlagOperations.ToOther(x[Register.Flags]), next),
            Opcode.Xaflag => Done(x[Register.Flags] = FlagOperations.FromOther(x[Register.Flags]), next),

            // Conditional.
            Opcode.Csel => Done(Arithmetic.Write(i, x, Flags.Hold(i.Condition, x[Register.Flags]) ? x[i.Rn] : x[i.Rm]), next),
            Opcode.Csinc => Done(Arithmetic.Write(i, x, Flags.Hold(i.Condition, x[Register.Flags]) ? x[i.Rn] : x[i.Rm] + 1), next),
            Opcode.Csinv => Done(Arithmetic.Write(i, x, Flags.Hold(i.Condition, x[Register.Flags]) ? x[i.Rn] : ~x[i.Rm]), next),
            Opcode.Csneg => Done(Arithmetic.Write(i, x, Flags.Hold(i.Condition, x[Register.Flags]) ? x[i.Rn] : 0 - x[i.Rm]), next),
            Opcode.Ccmp => Done(Arithmetic.ConditionalCompare(i, x, inverts: true), next),
            Opcode.Ccmn => Done(Arithmetic.ConditionalCompare(i, x, inverts: false), next),

            // Memory.
            Opcode.Ldr => Accessed(LoadStore.Load(i, x, memory), next),
            Opcode.Ldrs => Accessed(LoadStore.LoadSigned(i, x, memory), next),
            Opcode.Str => Accessed(LoadStore.Store(i, x, memory), next),
            Opcode.Ldp => Accessed(LoadStore.LoadPair(i, x, memory), next),
            Opcode.Ldpsw => Accessed(LoadStore.LoadPairSigned(i, x, memory), next),
            Opcode.Stp => Accessed(LoadStore.StorePair(i, x, memory), next),
            Opcode.Prfm => Accessed(LoadStore.AddressOf(i, x), next),
            Opcode.LdrVector => Accessed(VectorAccess.Load(i, state, memory), next),
            Opcode.StrVector => Accessed(VectorAccess.Store(i, state, memory), next),
            Opcode.LdpVector => Accessed(VectorAccess.LoadPair(i, state, memory), next),
            Opcode.StpVector => Accessed(VectorAccess.StorePair(i, state, memory), next),
            Opcode.LdStructures => Accessed(VectorStructures.Load(i, state, memory), next),
            Opcode.StStructures => Accessed(VectorStructures.Store(i, state, memory), next),
            Opcode.Ldar or Opcode.Ldapr => Accessed(Atomics.Load(i, x, memory), next),
            Opcode.LdaprSigned => Accessed(Atomics.LoadSigned(i, x, memory), next),
            Opcode.Stlr => Accessed(Atomics.Store(i, x, memory), next),
            Opcode.Ldxr or Opcode.Ldaxr => Accessed(Atomics.LoadExclusive(i, state, memory), next),
            Opcode.Stxr or Opcode.Stlxr => Accessed(Atomics.StoreExclusive(i, state, memory), next),
            Opcode.Ldxp or Opcode.Ldaxp => Accessed(ExclusivePairs.Load(i, state, memory), next),
            Opcode.Stxp or Opcode.Stlxp => Accessed(ExclusivePairs.Store(i, state, memory), next),
            Opcode.Clrex => Done(state.IsExclusive = false, next),
            Opcode.Casp => Accessed(ExclusivePairs.CompareAndSwap(i, x, memory), next),
            Opcode.Cas => Accessed(Atomics.CompareAndSwap(i, x, memory), next),
            Opcode.Ldadd or Opcode.Ldclr or Opcode.Ldeor or Opcode.Ldset or Opcode.Ldsmax or Opcode.Ldsmin or Opcode.Ldumax or Opcode.Ldumin
                or Opcode.Swp => Accessed(Atomics.Modify(i, x, memory), next),

            // SIMD and floating-point registers.
            Opcode.VectorConstant => Done(VectorMoves.Constant(i, state.V), next),
            Opcode.VectorMove => Done(VectorMoves.Move(i, state.V), next),
            Opcode.VectorDuplicate => Done(VectorMoves.Duplicate(i, state.V), next),
            Opcode.VectorFill => Done(VectorMoves.Fill(i, state), next),
            Opcode.VectorInsert => Done(VectorMoves.Insert(i, state), next),
            Opcode.VectorCopy => Done(VectorMoves.Copy(i, state.V), next),
            Opcode.VectorExtract => Done(VectorMoves.Extract(i, state), next),
            Opcode.VectorExtractSigned => Done(VectorMoves.ExtractSigned(i, state), next),

            // Tags.
            Opcode.Irg => Done(Tags.Random(i, x), next),
            Opcode.Gmi => Done(Tags.Mask(i, x), next),
            Opcode.Subp => Done(Tags.Distance(i, x), next),
            Opcode.Subps => Done(Tags.DistanceSettingFlags(i, x), next),
            Opcode.AddTagged => Done(Tags.Add(i, x), next),
            Opcode.StoreTag => Accessed(Tags.Store(i, x, memory), next),
            Opcode.StoreTagPair => Accessed(Tags.StorePair(i, x, memory), next),
            Opcode.LoadTag => Accessed(Tags.Load(i, x, memory), next),
            Opcode.LoadTagBlock => Accessed(Tags.LoadBlock(i, x, memory), next),
            Opcode.ZeroTagBlock => Accessed(SystemAccess.Zero(x[i.Rn], memory), next),

            // Branches.
            Opcode.B => Branching.Direct(i, address, memory, isTaken: true),
            Opcode.BCond => Branching.Direct(i, address, memory, Flags.Hold(i.Condition, x[Register.Flags])),
            Opcode.Cbz => Branching.Direct(i, address, memory, Branching.IsZero(i, x)),
            Opcode.Cbnz => Branching.Direct(i, address, memory, !Branching.IsZero(i, x)),
            Opcode.Tbz => Branching.Direct(i, address, memory, !Branching.IsBitSet(i, x)),
            Opcode.Tbnz => Branching.Direct(i, address, memory, Branching.IsBitSet(i, x)),
            Opcode.Bl => Branching.Call(i, address, memory, x),
            Opcode.Ret => Branching.Return(i, address, x, memory),
            Opcode.Br => Branching.Indirect(i, address, state, memory, links: false),
            Opcode.Blr => Branching.Indirect(i, address, state, memory, links: true),

            // Pointer authentication.
            Opcode.Sign or Opcode.Paciasp => Done(PointerAuthentication.Sign(i, state), next),
            Opcode.Authenticate or Opcode.Autiasp => PointerAuthentication.Authenticate(i, address, state, memory),
            Opcode.Strip => Done(PointerAuthentication.Strip(i, state), next),
            Opcode.Pacga => Done(PointerAuthentication.Generic(i, state), next),
            Opcode.BrAuthenticated or Opcode.RetAuthenticated => Branching.Authenticated(i, address, state, memory, links: false),
            Opcode.BlrAuthenticated => Branching.Authenticated(i, address, state, memory, links: true),
            Opcode.LdrAuthenticated => LoadStore.LoadAuthenticated(i, address, state, memory),

            // Hints, barriers and maintenance of caches have no effect.
            Opcode.Nop or Opcode.Bti or Opcode.Hint or Opcode.Dmb or Opcode.Dsb or Opcode.Isb or Opcode.Sb or Opcode.DcClean
                or Opcode.IcIvau or Opcode.IcAll or Opcode.RestrictPrediction or Opcode.StoreTagBlock => new ExecutionResult(0, next, false),

            // System.
            Opcode.Mrs => Done(SystemAccess.Read(i, address, state), next),
            Opcode.Msr => Done(SystemAccess.Write(i, address, state), next),
            Opcode.MsrField => Done(SystemAccess.WriteField(i, address, state), next),
            Opcode.MsrSet => Done(SystemAccess.SetMask(i, state), next),
            Opcode.MsrClear => Done(SystemAccess.ClearMask(i, state), next),
            Opcode.TlbiAll => Done(TranslationsForgotten(memory), next),
            Opcode.At or Opcode.Sys or Opcode.Sysl => SystemAccess.ThrowNoOperation(i, address),
            Opcode.TlbiPage => Done(TranslationForgotten(memory, x[i.Rn]), next),
            Opcode.DcZva => Accessed(SystemAccess.Zero(x[i.Rn], memory), next),
            Opcode.Brk or Opcode.Svc => ExceptionEntry.OfInstruction(i, address, state, memory),
            Opcode.Eret => ExceptionReturn.Execute(i, address, state, memory),
            Opcode.Hlt or Opcode.Hvc or Opcode.Smc => SystemAccess.ThrowBreakpoint(i, address),
            Opcode.Undefined => SystemAccess.ThrowUndefined(i, address),
        };
#pragma warning restore CS8524
    }

    static bool TranslationForgotten(GuestMemory memory, ulong pageNumber)
    {
        memory.ForgetTranslation(pageNumber);
        return true;
    }

    static bool TranslationsForgotten(GuestMemory memory)
    {
        memory.ForgetTranslations();
        return true;
    }

    // What is done is an expression, so that the switch must have an arm for every opcode.
    static ExecutionResult Done<T>(T _, ulong next) => new(0, next, false);

    static ExecutionResult Accessed(ulong address, ulong next) => new(address, next, false);
}
