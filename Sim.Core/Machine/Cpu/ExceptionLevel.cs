namespace Sim.Core.Machine.Cpu;

/// <summary>A level of privilege, as CurrentEL has it in bits 3 and 2.</summary>
public enum ExceptionLevel : byte
{
    /// <summary>User space.</summary>
    El0,

    /// <summary>A kernel.</summary>
    El1,

    /// <summary>A hypervisor, or a kernel that is one too (HCR_EL2.E2H).</summary>
    El2,
}
