namespace Sim.Core.A64;

/// <summary>What an instruction does. Aliases are resolved by the assembler: <c>cmp</c> is <see cref="Subs"/> into the discarded
/// slot.</summary>
public enum Opcode : byte
{
    // Arithmetic and logic: Rd = Rn op operand2.
    Add, Adds, Sub, Subs, And, Ands, Orr, Orn, Eor, Eon, Bic, Bics,
    Adc, Adcs, Sbc, Sbcs,

    // Moves of constants: Rd = Immediate (the assembler has applied shift and inversion); adr and adrp are such moves too.
    // Movk keeps the bits of Rn, which is the same register as Rd, outside the 16 at Amount.
    MoveImmediate, MoveWideKeep,

    // Bit-fields: ImmR in Amount, ImmS in Immediate; Bfm keeps bits of Ra, the same register as Rd. Extr takes Amount.
    Sbfm, Bfm, Ubfm, Extr,

    // Shifts by a register.
    Lslv, Lsrv, Asrv, Rorv,

    // One source.
    Clz, Cls, Ctz, CountOnes, Abs, Rbit, Rev16, Rev32, Rev,

    // The larger or smaller of Rn and Rm, or Immediate.
    Smax, Smin, Umax, Umin,

    // Multiply and divide: Rd = Ra ± Rn * Rm.
    Madd, Msub, Smaddl, Smsubl, Umaddl, Umsubl, Smulh, Umulh, Udiv, Sdiv,

    // CRC-32 and CRC-32C of Rm's low AccessBytes, on from Rn.
    Crc32, Crc32c,

    // Flags: carry inverted; Rn rotated right by Immediate into those of the mask in Amount; of Rn as a number of AccessBytes; from and to
    // the other format of floating-point comparisons.
    Cfinv, Rmif, Setf, Axflag, Xaflag,

    // Conditional select and compare. Ccmp and Ccmn: flags if the condition fails are in Amount, operand 2 is Rm or Immediate.
    Csel, Csinc, Csinv, Csneg, Ccmp, Ccmn,

    // Loads and stores: Rd and Ra are the data registers, Rn the base, Rm the index, AccessBytes the bytes per register.
    Ldr, Ldrs, Str, Ldp, Ldpsw, Stp, Prfm,

    // The same of SIMD and floating-point registers, whose numbers are 0 to 31 in Rd and Ra; AccessBytes up to 16.
    LdrVector, StrVector, LdpVector, StpVector,

    // Up to four such registers from Rd on, of AccessBytes each; Amount says how many and which elements (see VectorRegisterList). Afterwards
    // Rm, or Immediate if that is none, is added to the base.
    LdStructures, StStructures,

    // Moves of SIMD and floating-point registers, numbered 0 to 31 where they are meant. AccessBytes are an element's, its index is in Amount.
    // VectorConstant: Immediate, in each of 8 or 16 AccessBytes. VectorMove: the low Immediate bytes of Rn; VectorDuplicate: an element of Rn,
    // VectorFill: the integer register Rn, each in Immediate bytes. The rest becomes zero. VectorInsert puts the integer register Rn into an element,
    // VectorCopy an element of Rn, whose index is in the upper half of Amount; VectorExtract is an element in the integer register Rd.
    VectorConstant, VectorMove, VectorDuplicate, VectorFill, VectorInsert, VectorCopy, VectorExtract, VectorExtractSigned,

    // Acquire, release, exclusive. Of a pair Rd and Ra are loaded; Ra and Rm are stored, with Rd as status.
    Ldar, Ldapr, LdaprSigned, Stlr, Ldxr, Ldaxr, Stxr, Stlxr, Ldxp, Ldaxp, Stxp, Stlxp, Clrex,

    // LSE atomics: Rm is the operand, Rd receives the old value, Rn is the address; Ordering says acquire and release.
    // Cas and Casp compare with Rm, which Rd is too, and store Ra; each register of Casp means itself and the next.
    Ldadd, Ldclr, Ldeor, Ldset, Ldsmax, Ldsmin, Ldumax, Ldumin, Swp, Cas, Casp,

    // Branches. Immediate is the target's address; Tbz and Tbnz have the bit number in Amount. The register tested or jumped to is Rn.
    // Bl and Blr have Link as Rd.
    B, BCond, Cbz, Cbnz, Tbz, Tbnz, Bl, Br, Blr, Ret,

    // Hints; Immediate is the hint number.
    Nop, Bti, Hint,

    // Pointer authentication: Rd, which Rn is too, signed with or authenticated by the modifier Rm; the key in Amount (0 to 3: IA, IB, DA, DB).
    // Paciasp and Autiasp (either key), which functions begin and end with, are Sign and Authenticate of Link with Stack. Immediate is the
    // number of a hint. Strip has in Amount whether it is data (2). The branches and the load authenticate Rn first.
    Paciasp, Autiasp, Sign, Authenticate, Strip, Pacga, BrAuthenticated, BlrAuthenticated, RetAuthenticated, LdrAuthenticated,

    // Barriers; Immediate is the option.
    Dmb, Dsb, Isb, Sb,

    // System. Mrs and Msr: Immediate is the SystemRegister; nzcv is also named as Rn or Rd. MsrField: Amount is the new value of the field of PSTATE
    // that it names. MsrSet and MsrClear: DAIF bits in Amount.
    Mrs, Msr, MsrField, MsrSet, MsrClear,

    // Exceptions; Immediate is their number. Amount of Eret is 0, or 1 more than the key that its address is signed with. Nothing takes the last three.
    Brk, Svc, Eret, Hlt, Hvc, Smc,

    // Cache and TLB maintenance by the address in Rn; that of TLBI is a page number. DcClean cleans or invalidates a line, to wherever; DcZva
    // writes zeros. IcAll and TlbiAll: everything. At translates Rn; Immediate of it, Sys and Sysl is op1, CRn, CRm, op2.
    DcClean, DcZva, IcIvau, IcAll, TlbiPage, TlbiAll, RestrictPrediction, At, Sys, Sysl,

    // Memory tagging. Of stores Amount is how many granules of 16 bytes become zero.
    Irg, Gmi, Subp, Subps, AddTagged, StoreTag, StoreTagPair, LoadTag, LoadTagBlock, StoreTagBlock, ZeroTagBlock,

    // A word outside the subset, which is Immediate. Executing it is an error.
    Undefined,
}
