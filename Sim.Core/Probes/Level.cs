namespace Sim.Core.Probes;

/// <summary>A level of a hierarchy as a profile declares it.</summary>
/// <param name="Name">What it is, in words.</param>
/// <param name="Parameter">Group of its parameters in a core file.</param>
/// <param name="Capacity">What it holds. Null for the last level, which holds everything.</param>
/// <param name="CapacityKey">Key of the capacity in its group, such as <c>.size</c>; null for the last level.</param>
/// <param name="Ways">Associativity: how far past the capacity its hits have ended everywhere.</param>
/// <param name="Cycles">What a hit costs.</param>
/// <param name="CyclesKey">Key of that parameter in its group.</param>
/// <param name="OtherCycles">What of the cost is not the parameter's.</param>
sealed record Level(
    string Name, string Parameter, long? Capacity, string? CapacityKey, int Ways, double Cycles, string CyclesKey, double OtherCycles = 0)
{
    /// <summary>From where on nothing is found here, if all sets are used alike.</summary>
    public double Beyond => Capacity is { } capacity ? capacity + Math.Ceiling((double)capacity / Ways) : double.PositiveInfinity;
}
