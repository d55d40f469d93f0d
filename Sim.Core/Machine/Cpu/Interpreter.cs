using Sim.Core.A64;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>Executes instructions: what they do, not how long they take.</summary>
/// <remarks>
/// Pointer authentication leaves X30 as it is: signing and checking with the same key always agree here.
/// Hints, prefetches and barriers have no effect, nor has maintenance of caches: memory is fetched anew for every instruction.
/// </remarks>
public static class Interpreter
{
    /// <summary>Executes <paramref name="i"/>, which is at <paramref name="address"/>.</summary>
    /// <remarks><see cref="ArchitecturalState.Pc"/> is left to the caller, who takes it from <see cref="Outcome.Next"/>.</remarks>
    /// <exception cref="GuestFault">Unmapped memory, a misaligned atomic, a branch to where no code is, a breakpoint, a word that is no
    /// instruction.</exception>
    public static Outcome Execute(in Instruction i, ulong address, ArchitecturalState state, GuestMemory memory)
    {
        var x = state.X;
        var access = 0UL;
        switch (i.Opcode)
        {
            // Arithmetic and logic.
            case Opcode.Add: Arithmetic.Add(i, x); break;
            case Opcode.Adds: Arithmetic.AddSettingFlags(i, x); break;
            case Opcode.Sub: Arithmetic.Subtract(i, x); break;
            case Opcode.Subs: Arithmetic.SubtractSettingFlags(i, x); break;
            case Opcode.And: Arithmetic.Write(i, x, x[i.Rn] & Operands.Second(i, x)); break;
            case Opcode.Ands: Arithmetic.LogicalSettingFlags(i, x, x[i.Rn] & Operands.Second(i, x)); break;
            case Opcode.Orr: Arithmetic.Write(i, x, x[i.Rn] | Operands.Second(i, x)); break;
            case Opcode.Orn: Arithmetic.Write(i, x, x[i.Rn] | ~Operands.Second(i, x)); break;
            case Opcode.Eor: Arithmetic.Write(i, x, x[i.Rn] ^ Operands.Second(i, x)); break;
            case Opcode.Eon: Arithmetic.Write(i, x, x[i.Rn] ^ ~Operands.Second(i, x)); break;
            case Opcode.Bic: Arithmetic.Write(i, x, x[i.Rn] & ~Operands.Second(i, x)); break;
            case Opcode.Bics: Arithmetic.LogicalSettingFlags(i, x, x[i.Rn] & ~Operands.Second(i, x)); break;
            case Opcode.Adc: Arithmetic.WithCarry(i, x, inverts: false, setsFlags: false); break;
            case Opcode.Adcs: Arithmetic.WithCarry(i, x, inverts: false, setsFlags: true); break;
            case Opcode.Sbc: Arithmetic.WithCarry(i, x, inverts: true, setsFlags: false); break;
            case Opcode.Sbcs: Arithmetic.WithCarry(i, x, inverts: true, setsFlags: true); break;

            // Constants.
            case Opcode.MoveImmediate: x[i.Rd] = (ulong)i.Immediate; break;
            case Opcode.MoveKeep: Arithmetic.Write(i, x, (x[i.Rn] & ~(0xffffUL << i.Amount)) | (ulong)i.Immediate); break;

            // Bit-fields, shifts, one source.
            case Opcode.Sbfm: Arithmetic.Write(i, x, BitFields.MoveSigned(i, x[i.Rn])); break;
            case Opcode.Bfm: Arithmetic.Write(i, x, BitFields.Insert(i, x[i.Rn], x[i.Ra])); break;
            case Opcode.Ubfm: Arithmetic.Write(i, x, BitFields.MoveUnsigned(i, x[i.Rn])); break;
            case Opcode.Extr: x[i.Rd] = BitFields.Extract(i, x[i.Rn], x[i.Rm]); break;
            case Opcode.Lslv: x[i.Rd] = BitFields.ShiftLeft(i, x[i.Rn], x[i.Rm]); break;
            case Opcode.Lsrv: x[i.Rd] = BitFields.ShiftRight(i, x[i.Rn], x[i.Rm]); break;
            case Opcode.Asrv: x[i.Rd] = BitFields.ShiftRightSigned(i, x[i.Rn], x[i.Rm]); break;
            case Opcode.Rorv: x[i.Rd] = BitFields.RotateRight(i, x[i.Rn], x[i.Rm]); break;
            case Opcode.Clz: x[i.Rd] = Arithmetic.CountLeadingZeros(i, x[i.Rn]); break;
            case Opcode.Cls: x[i.Rd] = Arithmetic.CountLeadingSigns(i, x[i.Rn]); break;
            case Opcode.Rbit: x[i.Rd] = BitFields.ReverseBits(i, x[i.Rn]); break;
            case Opcode.Rev16: Arithmetic.Write(i, x, BitFields.ReverseBytesInHalfwords(x[i.Rn])); break;
            case Opcode.Rev32: x[i.Rd] = BitFields.ReverseBytesInWords(x[i.Rn]); break;
            case Opcode.Rev: x[i.Rd] = BitFields.ReverseBytes(i, x[i.Rn]); break;

            // Multiply and divide.
            case Opcode.Madd: Arithmetic.Write(i, x, x[i.Ra] + x[i.Rn] * x[i.Rm]); break;
            case Opcode.Msub: Arithmetic.Write(i, x, x[i.Ra] - x[i.Rn] * x[i.Rm]); break;
            case Opcode.Smaddl: x[i.Rd] = x[i.Ra] + (ulong)((long)(int)x[i.Rn] * (int)x[i.Rm]); break;
            case Opcode.Smsubl: x[i.Rd] = x[i.Ra] - (ulong)((long)(int)x[i.Rn] * (int)x[i.Rm]); break;
            case Opcode.Umaddl: x[i.Rd] = x[i.Ra] + (ulong)(uint)x[i.Rn] * (uint)x[i.Rm]; break;
            case Opcode.Umsubl: x[i.Rd] = x[i.Ra] - (ulong)(uint)x[i.Rn] * (uint)x[i.Rm]; break;
            case Opcode.Smulh: x[i.Rd] = Arithmetic.MultiplyHighSigned(x[i.Rn], x[i.Rm]); break;
            case Opcode.Umulh: x[i.Rd] = Arithmetic.MultiplyHighUnsigned(x[i.Rn], x[i.Rm]); break;
            case Opcode.Udiv: x[i.Rd] = Arithmetic.DivideUnsigned(i, x[i.Rn], x[i.Rm]); break;
            case Opcode.Sdiv: Arithmetic.Write(i, x, Arithmetic.DivideSigned(i, x[i.Rn], x[i.Rm])); break;

            // Checksums and flags.
            case Opcode.Crc32: x[i.Rd] = Checksums.Update(i, x[i.Rn], x[i.Rm], Checksums.Ethernet); break;
            case Opcode.Crc32c: x[i.Rd] = Checksums.Update(i, x[i.Rn], x[i.Rm], Checksums.Castagnoli); break;
            case Opcode.Cfinv: x[Register.Flags] ^= Flags.C; break;
            case Opcode.Rmif: x[Register.Flags] = FlagOperations.Insert(i, x[i.Rn], x[Register.Flags]); break;
            case Opcode.Setf: x[Register.Flags] = FlagOperations.OfNarrow(i, x[i.Rn], x[Register.Flags]); break;
            case Opcode.Axflag: x[Register.Flags] = FlagOperations.ToOther(x[Register.Flags]); break;
            case Opcode.Xaflag: x[Register.Flags] = FlagOperations.FromOther(x[Register.Flags]); break;

            // Conditional.
            case Opcode.Csel: Arithmetic.Write(i, x, Flags.Hold(i.Condition, x[Register.Flags]) ? x[i.Rn] : x[i.Rm]); break;
            case Opcode.Csinc: Arithmetic.Write(i, x, Flags.Hold(i.Condition, x[Register.Flags]) ? x[i.Rn] : x[i.Rm] + 1); break;
            case Opcode.Csinv: Arithmetic.Write(i, x, Flags.Hold(i.Condition, x[Register.Flags]) ? x[i.Rn] : ~x[i.Rm]); break;
            case Opcode.Csneg: Arithmetic.Write(i, x, Flags.Hold(i.Condition, x[Register.Flags]) ? x[i.Rn] : 0 - x[i.Rm]); break;
            case Opcode.Ccmp: Arithmetic.ConditionalCompare(i, x, inverts: true); break;
            case Opcode.Ccmn: Arithmetic.ConditionalCompare(i, x, inverts: false); break;

            // Memory.
            case Opcode.Ldr: access = LoadStore.Load(i, x, memory); break;
            case Opcode.Ldrs: access = LoadStore.LoadSigned(i, x, memory); break;
            case Opcode.Str: access = LoadStore.Store(i, x, memory); break;
            case Opcode.Ldp: access = LoadStore.LoadPair(i, x, memory); break;
            case Opcode.Ldpsw: access = LoadStore.LoadPairSigned(i, x, memory); break;
            case Opcode.Stp: access = LoadStore.StorePair(i, x, memory); break;
            case Opcode.Prfm: access = LoadStore.AddressOf(i, x); break;
            case Opcode.LdrVector: access = VectorAccess.Load(i, state, memory); break;
            case Opcode.StrVector: access = VectorAccess.Store(i, state, memory); break;
            case Opcode.LdpVector: access = VectorAccess.LoadPair(i, state, memory); break;
            case Opcode.StpVector: access = VectorAccess.StorePair(i, state, memory); break;
            case Opcode.Ldar or Opcode.Ldapr: access = Atomics.Load(i, x, memory); break;
            case Opcode.Stlr: access = Atomics.Store(i, x, memory); break;
            case Opcode.Ldxr or Opcode.Ldaxr: access = Atomics.LoadExclusive(i, state, memory); break;
            case Opcode.Stxr or Opcode.Stlxr: access = Atomics.StoreExclusive(i, state, memory); break;
            case Opcode.Ldxp or Opcode.Ldaxp: access = ExclusivePairs.Load(i, state, memory); break;
            case Opcode.Stxp or Opcode.Stlxp: access = ExclusivePairs.Store(i, state, memory); break;
            case Opcode.Clrex: state.IsExclusive = false; break;
            case Opcode.Casp: access = ExclusivePairs.CompareAndSwap(i, x, memory); break;
            case Opcode.Cas: access = Atomics.CompareAndSwap(i, x, memory); break;
            case >= Opcode.Ldadd and <= Opcode.Swp: access = Atomics.Modify(i, x, memory); break;

            // Branches.
            case Opcode.B: return Branching.Direct(i, address, memory, isTaken: true);
            case Opcode.BCond: return Branching.Direct(i, address, memory, Flags.Hold(i.Condition, x[Register.Flags]));
            case Opcode.Cbz: return Branching.Direct(i, address, memory, Branching.IsZero(i, x));
            case Opcode.Cbnz: return Branching.Direct(i, address, memory, !Branching.IsZero(i, x));
            case Opcode.Tbz: return Branching.Direct(i, address, memory, !Branching.IsBitSet(i, x));
            case Opcode.Tbnz: return Branching.Direct(i, address, memory, Branching.IsBitSet(i, x));
            case Opcode.Bl:
                Branching.Link(address, x);
                return Branching.Direct(i, address, memory, isTaken: true);
            case Opcode.Br or Opcode.Ret: return Branching.Indirect(i, address, x, memory, links: false);
            case Opcode.Blr: return Branching.Indirect(i, address, x, memory, links: true);

            // System.
            case Opcode.Mrs: SystemAccess.Read(i, state); break;
            case Opcode.Msr: SystemAccess.Write(i, state); break;
            case Opcode.MsrSet: SystemAccess.SetMask(i, state); break;
            case Opcode.MsrClear: SystemAccess.ClearMask(i, state); break;
            case Opcode.TlbiVaale1is: memory.ForgetTranslation(x[i.Rn]); break;
            case Opcode.DcZva: SystemAccess.Zero(x[i.Rn], memory); break;
            case Opcode.Brk or Opcode.Hlt or Opcode.Hvc or Opcode.Smc: SystemAccess.ThrowBreakpoint(i, address); break;
            case Opcode.Undefined: SystemAccess.ThrowUndefined(i, address); break;
        }

        return new Outcome(access, address + 4, false);
    }
}
