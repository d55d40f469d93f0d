namespace Sim.Core.A64;

/// <summary>The system registers that the machine has, by encoding: op0 less 2, op1, CRn, CRm, op2, in 15 bits as MRS and MSR hold them.</summary>
/// <remarks>
/// Names are the architecture's (<c>TpidrEl1</c> is <c>tpidr_el1</c>), fields and meaning too. Any other encoding is assembled and printed as well;
/// executing it is an error.
/// </remarks>
/// <source key="arm-arm">Encodings: the index of AArch64 system registers by encoding.</source>
public enum SystemRegister : ushort
{
    // Process state (PSTATE), each with its bits where SPSR has them.
    Nzcv = SystemSpace.Level0 | 4 << 7 | 2 << 3 | 0,
    Daif = SystemSpace.Level0 | 4 << 7 | 2 << 3 | 1,
    Spsel = SystemSpace.Level1 | 4 << 7 | 2 << 3 | 0,
    Currentel = SystemSpace.Level1 | 4 << 7 | 2 << 3 | 2,
    Pan = SystemSpace.Level1 | 4 << 7 | 2 << 3 | 3,
    Uao = SystemSpace.Level1 | 4 << 7 | 2 << 3 | 4,
    Dit = SystemSpace.Level0 | 4 << 7 | 2 << 3 | 5,
    Ssbs = SystemSpace.Level0 | 4 << 7 | 2 << 3 | 6,
    Tco = SystemSpace.Level0 | 4 << 7 | 2 << 3 | 7,

    // Stack pointers: of the levels whose pointer is not in use.
    SpEl0 = SystemSpace.Level1 | 4 << 7 | 1 << 3 | 0,
    SpEl1 = SystemSpace.Level2 | 4 << 7 | 1 << 3 | 0,
    SpEl2 = SystemSpace.Level3 | 4 << 7 | 1 << 3 | 0,

    // Exceptions: where vectors are, where it happened, why, and the process state before.
    VbarEl1 = SystemSpace.Level1 | 12 << 7 | 0 << 3 | 0,
    VbarEl2 = SystemSpace.Level2 | 12 << 7 | 0 << 3 | 0,
    ElrEl1 = SystemSpace.Level1 | 4 << 7 | 0 << 3 | 1,
    ElrEl2 = SystemSpace.Level2 | 4 << 7 | 0 << 3 | 1,
    SpsrEl1 = SystemSpace.Level1 | 4 << 7 | 0 << 3 | 0,
    SpsrEl2 = SystemSpace.Level2 | 4 << 7 | 0 << 3 | 0,
    EsrEl1 = SystemSpace.Level1 | 5 << 7 | 2 << 3 | 0,
    EsrEl2 = SystemSpace.Level2 | 5 << 7 | 2 << 3 | 0,
    FarEl1 = SystemSpace.Level1 | 6 << 7 | 0 << 3 | 0,
    FarEl2 = SystemSpace.Level2 | 6 << 7 | 0 << 3 | 0,
    Afsr0El1 = SystemSpace.Level1 | 5 << 7 | 1 << 3 | 0,
    Afsr0El2 = SystemSpace.Level2 | 5 << 7 | 1 << 3 | 0,
    Afsr1El1 = SystemSpace.Level1 | 5 << 7 | 1 << 3 | 1,
    Afsr1El2 = SystemSpace.Level2 | 5 << 7 | 1 << 3 | 1,
    IsrEl1 = SystemSpace.Level1 | 12 << 7 | 1 << 3 | 0,

    // Pointers of software: the thread's, the CPU's.
    TpidrEl0 = SystemSpace.Level0 | 13 << 7 | 0 << 3 | 2,
    TpidrroEl0 = SystemSpace.Level0 | 13 << 7 | 0 << 3 | 3,
    TpidrEl1 = SystemSpace.Level1 | 13 << 7 | 0 << 3 | 4,
    TpidrEl2 = SystemSpace.Level2 | 13 << 7 | 0 << 3 | 2,
    ContextidrEl1 = SystemSpace.Level1 | 13 << 7 | 0 << 3 | 1,
    ContextidrEl2 = SystemSpace.Level2 | 13 << 7 | 0 << 3 | 1,
    ScxtnumEl0 = SystemSpace.Level0 | 13 << 7 | 0 << 3 | 7,
    ScxtnumEl1 = SystemSpace.Level1 | 13 << 7 | 0 << 3 | 7,
    ScxtnumEl2 = SystemSpace.Level2 | 13 << 7 | 0 << 3 | 7,

    // Control.
    SctlrEl1 = SystemSpace.Level1 | 1 << 7 | 0 << 3 | 0,
    SctlrEl2 = SystemSpace.Level2 | 1 << 7 | 0 << 3 | 0,
    ActlrEl1 = SystemSpace.Level1 | 1 << 7 | 0 << 3 | 1,
    ActlrEl2 = SystemSpace.Level2 | 1 << 7 | 0 << 3 | 1,
    CpacrEl1 = SystemSpace.Level1 | 1 << 7 | 0 << 3 | 2,
    CptrEl2 = SystemSpace.Level2 | 1 << 7 | 1 << 3 | 2,
    HcrEl2 = SystemSpace.Level2 | 1 << 7 | 1 << 3 | 0,
    HstrEl2 = SystemSpace.Level2 | 1 << 7 | 1 << 3 | 3,
    HacrEl2 = SystemSpace.Level2 | 1 << 7 | 1 << 3 | 7,
    HcrxEl2 = SystemSpace.Level2 | 1 << 7 | 2 << 3 | 2,
    HfgrtrEl2 = SystemSpace.Level2 | 1 << 7 | 1 << 3 | 4,
    HfgwtrEl2 = SystemSpace.Level2 | 1 << 7 | 1 << 3 | 5,
    HfgitrEl2 = SystemSpace.Level2 | 1 << 7 | 1 << 3 | 6,
    TrfcrEl1 = SystemSpace.Level1 | 1 << 7 | 2 << 3 | 1,
    TrfcrEl2 = SystemSpace.Level2 | 1 << 7 | 2 << 3 | 1,
    ZcrEl1 = SystemSpace.Level1 | 1 << 7 | 2 << 3 | 0,
    ZcrEl2 = SystemSpace.Level2 | 1 << 7 | 2 << 3 | 0,

    // Translation: Sim's memory is mapped by the host, so they only keep their values.
    Ttbr0El1 = SystemSpace.Level1 | 2 << 7 | 0 << 3 | 0,
    Ttbr0El2 = SystemSpace.Level2 | 2 << 7 | 0 << 3 | 0,
    Ttbr1El1 = SystemSpace.Level1 | 2 << 7 | 0 << 3 | 1,
    Ttbr1El2 = SystemSpace.Level2 | 2 << 7 | 0 << 3 | 1,
    TcrEl1 = SystemSpace.Level1 | 2 << 7 | 0 << 3 | 2,
    TcrEl2 = SystemSpace.Level2 | 2 << 7 | 0 << 3 | 2,
    MairEl1 = SystemSpace.Level1 | 10 << 7 | 2 << 3 | 0,
    MairEl2 = SystemSpace.Level2 | 10 << 7 | 2 << 3 | 0,
    AmairEl1 = SystemSpace.Level1 | 10 << 7 | 3 << 3 | 0,
    AmairEl2 = SystemSpace.Level2 | 10 << 7 | 3 << 3 | 0,
    ParEl1 = SystemSpace.Level1 | 7 << 7 | 4 << 3 | 0,
    HpfarEl2 = SystemSpace.Level2 | 6 << 7 | 0 << 3 | 4,
    VttbrEl2 = SystemSpace.Level2 | 2 << 7 | 1 << 3 | 0,
    VtcrEl2 = SystemSpace.Level2 | 2 << 7 | 1 << 3 | 2,
    VpidrEl2 = SystemSpace.Level2 | 0 << 7 | 0 << 3 | 0,
    VmpidrEl2 = SystemSpace.Level2 | 0 << 7 | 0 << 3 | 5,

    // Self-hosted debug: software step, the OS lock.
    MdscrEl1 = SystemSpace.Debug | 0 << 7 | 2 << 3 | 2,
    MdcrEl2 = SystemSpace.Level2 | 1 << 7 | 1 << 3 | 1,
    MdccintEl1 = SystemSpace.Debug | 0 << 7 | 2 << 3 | 0,
    OslarEl1 = SystemSpace.Debug | 1 << 7 | 0 << 3 | 4,
    OslsrEl1 = SystemSpace.Debug | 1 << 7 | 1 << 3 | 4,
    OsdlrEl1 = SystemSpace.Debug | 1 << 7 | 3 << 3 | 4,

    // Counters and timers. The counters are one number, which CntpctEl0 names.
    CntfrqEl0 = SystemSpace.Level0 | 14 << 7 | 0 << 3 | 0,
    CntpctEl0 = SystemSpace.Level0 | 14 << 7 | 0 << 3 | 1,
    CntvctEl0 = SystemSpace.Level0 | 14 << 7 | 0 << 3 | 2,
    CntpctssEl0 = SystemSpace.Level0 | 14 << 7 | 0 << 3 | 5,
    CntvctssEl0 = SystemSpace.Level0 | 14 << 7 | 0 << 3 | 6,
    CntvoffEl2 = SystemSpace.Level2 | 14 << 7 | 0 << 3 | 3,
    CntkctlEl1 = SystemSpace.Level1 | 14 << 7 | 1 << 3 | 0,
    CnthctlEl2 = SystemSpace.Level2 | 14 << 7 | 1 << 3 | 0,
    CntpCtlEl0 = SystemSpace.Level0 | 14 << 7 | 2 << 3 | 1,
    CntpCvalEl0 = SystemSpace.Level0 | 14 << 7 | 2 << 3 | 2,
    CntvCtlEl0 = SystemSpace.Level0 | 14 << 7 | 3 << 3 | 1,
    CntvCvalEl0 = SystemSpace.Level0 | 14 << 7 | 3 << 3 | 2,
    CnthpCtlEl2 = SystemSpace.Level2 | 14 << 7 | 2 << 3 | 1,
    CnthpCvalEl2 = SystemSpace.Level2 | 14 << 7 | 2 << 3 | 2,
    CnthvCtlEl2 = SystemSpace.Level2 | 14 << 7 | 3 << 3 | 1,
    CnthvCvalEl2 = SystemSpace.Level2 | 14 << 7 | 3 << 3 | 2,

    // Identification: what the host says that the core is.
    MidrEl1 = SystemSpace.Level1 | 0 << 7 | 0 << 3 | 0,
    MpidrEl1 = SystemSpace.Level1 | 0 << 7 | 0 << 3 | 5,
    RevidrEl1 = SystemSpace.Level1 | 0 << 7 | 0 << 3 | 6,
    AidrEl1 = SystemSpace.Level1 | 1 << 11 | 0 << 7 | 0 << 3 | 7,
    CtrEl0 = SystemSpace.Level0 | 0 << 7 | 0 << 3 | 1,
    DczidEl0 = SystemSpace.Level0 | 0 << 7 | 0 << 3 | 7,
    ClidrEl1 = SystemSpace.Level1 | 1 << 11 | 0 << 7 | 0 << 3 | 1,
    CcsidrEl1 = SystemSpace.Level1 | 1 << 11 | 0 << 7 | 0 << 3 | 0,
    CsselrEl1 = SystemSpace.Level1 | 2 << 11 | 0 << 7 | 0 << 3 | 0,
    IdAa64pfr0El1 = SystemSpace.Level1 | 0 << 7 | 4 << 3 | 0,
    IdAa64pfr1El1 = SystemSpace.Level1 | 0 << 7 | 4 << 3 | 1,
    IdAa64zfr0El1 = SystemSpace.Level1 | 0 << 7 | 4 << 3 | 4,
    IdAa64smfr0El1 = SystemSpace.Level1 | 0 << 7 | 4 << 3 | 5,
    IdAa64dfr0El1 = SystemSpace.Level1 | 0 << 7 | 5 << 3 | 0,
    IdAa64dfr1El1 = SystemSpace.Level1 | 0 << 7 | 5 << 3 | 1,
    IdAa64isar0El1 = SystemSpace.Level1 | 0 << 7 | 6 << 3 | 0,
    IdAa64isar1El1 = SystemSpace.Level1 | 0 << 7 | 6 << 3 | 1,
    IdAa64isar2El1 = SystemSpace.Level1 | 0 << 7 | 6 << 3 | 2,
    IdAa64mmfr0El1 = SystemSpace.Level1 | 0 << 7 | 7 << 3 | 0,
    IdAa64mmfr1El1 = SystemSpace.Level1 | 0 << 7 | 7 << 3 | 1,
    IdAa64mmfr2El1 = SystemSpace.Level1 | 0 << 7 | 7 << 3 | 2,

    // Floating-point control, memory tags, interrupt priority: only kept.
    Fpcr = SystemSpace.Level0 | 4 << 7 | 4 << 3 | 0,
    Fpsr = SystemSpace.Level0 | 4 << 7 | 4 << 3 | 1,
    GcrEl1 = SystemSpace.Level1 | 1 << 7 | 0 << 3 | 6,
    RgsrEl1 = SystemSpace.Level1 | 1 << 7 | 0 << 3 | 5,
    TfsrEl1 = SystemSpace.Level1 | 5 << 7 | 6 << 3 | 0,
    TfsrEl2 = SystemSpace.Level2 | 5 << 7 | 6 << 3 | 0,
    Tfsre0El1 = SystemSpace.Level1 | 5 << 7 | 6 << 3 | 1,
    IccPmrEl1 = SystemSpace.Level1 | 4 << 7 | 6 << 3 | 0,
    PmuserenrEl0 = SystemSpace.Level0 | 9 << 7 | 14 << 3 | 0,

    // Keys of pointer authentication.
    ApiakeyloEl1 = SystemSpace.Level1 | 2 << 7 | 1 << 3 | 0,
    ApiakeyhiEl1 = SystemSpace.Level1 | 2 << 7 | 1 << 3 | 1,
    ApibkeyloEl1 = SystemSpace.Level1 | 2 << 7 | 1 << 3 | 2,
    ApibkeyhiEl1 = SystemSpace.Level1 | 2 << 7 | 1 << 3 | 3,
    ApdakeyloEl1 = SystemSpace.Level1 | 2 << 7 | 2 << 3 | 0,
    ApdakeyhiEl1 = SystemSpace.Level1 | 2 << 7 | 2 << 3 | 1,
    ApdbkeyloEl1 = SystemSpace.Level1 | 2 << 7 | 2 << 3 | 2,
    ApdbkeyhiEl1 = SystemSpace.Level1 | 2 << 7 | 2 << 3 | 3,
    ApgakeyloEl1 = SystemSpace.Level1 | 2 << 7 | 3 << 3 | 0,
    ApgakeyhiEl1 = SystemSpace.Level1 | 2 << 7 | 3 << 3 | 1,
}
