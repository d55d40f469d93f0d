namespace Sim.Core.A64;

/// <summary>The system registers that tracing code reads or writes.</summary>
public enum SystemRegister : byte
{
    /// <summary><c>sp_el0</c>: in the kernel, the pointer to <c>current</c>.</summary>
    SpEl0,

    /// <summary><c>tpidr_el1</c>: the per-CPU offset.</summary>
    TpidrEl1,

    /// <summary><c>daif</c>: the interrupt mask.</summary>
    Daif,

    /// <summary><c>cntvct_el0</c>: the virtual counter.</summary>
    CntvctEl0,

    /// <summary><c>ctr_el0</c>: the smallest lines of the caches, as powers of two of words.</summary>
    CtrEl0,

    /// <summary><c>nzcv</c>: the flags.</summary>
    Nzcv,

    /// <summary>Number of system registers.</summary>
    Count,
}
