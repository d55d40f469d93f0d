namespace Sim.Core.Probes.Measured;

/// <summary>What a benchmark measured of an instruction.</summary>
public enum FigureKind
{
    /// <summary>Cycles from its operands to its result, in a chain of dependent instructions.</summary>
    Latency,

    /// <summary>How many independent ones a cycle takes.</summary>
    PerCycle,
}
