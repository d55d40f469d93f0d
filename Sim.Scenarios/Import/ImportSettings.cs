using Sim.Core.Kernel.Build;
using Sim.Core.Machine;
using Sim.Core.Runs;

namespace Sim.Scenarios.Import;

/// <summary>What a log does not say about its runs.</summary>
/// <param name="Source">The measurements' source: a key of docs/sources.md, or any word.</param>
/// <param name="Core">The core that ran them. Null if unknown: the rows are then context, which Sim does not predict.</param>
/// <param name="Kernel">The kernel build. Null if unknown, to the same effect.</param>
/// <param name="Role">What the rows are for.</param>
/// <param name="TolerancePercent">Tolerance of each row. Null for none.</param>
/// <param name="TickHz">CONFIG_HZ of that kernel. Null if unknown: the usual ones are tried.</param>
/// <param name="LostSlices">What becomes of runs that lost time slices.</param>
public sealed record ImportSettings(
    string Source,
    CoreProfile? Core,
    KernelBuild? Kernel,
    MeasurementRole Role,
    double? TolerancePercent,
    int? TickHz,
    LostSliceHandling LostSlices = LostSliceHandling.Remove)
{
    /// <summary>In rows: a core, kernel or strategy without a name.</summary>
    public const string Unknown = "unknown";
}

/// <summary>What becomes of runs that lost time slices.</summary>
public enum LostSliceHandling
{
    /// <summary>The slices are taken out of their times, which assumes that cost is linear in the number of ops.</summary>
    Remove,

    /// <summary>They stay in.</summary>
    Keep,

    /// <summary>The runs are left out.</summary>
    Drop,
}
