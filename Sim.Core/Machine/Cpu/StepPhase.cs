namespace Sim.Core.Machine.Cpu;

/// <summary>Where software step is in its state machine.</summary>
public enum StepPhase : byte
{
    /// <summary>No exception will come.</summary>
    Inactive,

    /// <summary>Active-not-pending: the next instruction is stepped.</summary>
    NotPending,

    /// <summary>The instruction that is stepped executes.</summary>
    Executing,

    /// <summary>The same, of a load-exclusive.</summary>
    ExecutingExclusive,

    /// <summary>Active-pending: an exception comes before the next instruction.</summary>
    Pending,
}
