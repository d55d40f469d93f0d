namespace Sim.Core.Machine;

/// <summary>Structures of a core that can be empty when a call begins.</summary>
[Flags]
public enum ColdParts
{
    None = 0,

    /// <summary>First-level caches, for instructions and data.</summary>
    L1 = 1,

    /// <summary>The second-level cache.</summary>
    L2 = 2,

    /// <summary>The last-level cache.</summary>
    L3 = 4,

    /// <summary>All levels of the TLBs.</summary>
    Tlbs = 8,

    /// <summary>Branch directions, targets, return stack and path history.</summary>
    Predictors = 16,
}
