namespace Sim.Core.Machine.Cpu;

/// <summary>Why an exception was taken: the field EC of ESR, bits 31 to 26.</summary>
/// <source key="arm-arm">"ESR_EL1", the values of EC.</source>
public enum ExceptionClass : byte
{
    /// <summary>A branch to what is no landing pad, in a guarded page. Syndrome: BTYPE.</summary>
    BranchTarget = 0x0d,

    /// <summary>A return to a state that does not exist.</summary>
    IllegalState = 0x0e,

    /// <summary>SVC. Syndrome: its number.</summary>
    Supervisor = 0x15,

    /// <summary>A pointer that was not signed so. Syndrome: bit 1 data key, bit 0 key B.</summary>
    PointerAuthentication = 0x1c,

    /// <summary>One instruction of a lower level was stepped.</summary>
    SoftwareStepLower = 0x32,

    /// <summary>One instruction of the same level was stepped.</summary>
    SoftwareStepSame = 0x33,

    /// <summary>BRK. Syndrome: its number.</summary>
    Breakpoint = 0x3c,
}
