using Sim.Core.Diagnostics;
using Sim.Core.Runs;

namespace Sim.Reports.Cells;

/// <summary>The role of a measured figure as files write it.</summary>
public static class RoleName
{
    /// <summary>The name in measurement files.</summary>
    public static string Of(MeasurementRole role) => role switch
    {
        MeasurementRole.Calibration => "calibration",
        MeasurementRole.Validation => "validation",
        MeasurementRole.Context => "context",
        _ => throw new SimBug($"measurement role {role} has no name"),
    };
}
