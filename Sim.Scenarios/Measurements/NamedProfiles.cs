using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Measurements;

/// <summary>Reads each profile that a measurement file names once; an unknown name is reported where it first appears.</summary>
sealed class NamedProfiles(string folder, DiagnosticBag bag)
{
    readonly HashSet<(string Column, string Name)> _seen = [];

    public Dictionary<string, CoreProfile> Cores { get; } = [];

    public Dictionary<string, KernelBuild> Kernels { get; } = [];

    /// <summary>Reads the profiles of <paramref name="row"/>. A context row need not be predicted: it may name others.</summary>
    public void Add(Measurement row, CsvRecord record)
    {
        var checks = row.Role != MeasurementRole.Context;
        if (!Cores.ContainsKey(row.Core) && _seen.Add((checks ? Columns.Core : "", row.Core)))
        {
            var name = row.Core == Measurement.AnyCore ? MeasurementFile.DefaultCore : row.Core;
            var core = Cores.GetValueOrDefault(name)
                ?? Profile.ReadCore(new Scalar(record.Place(Columns.Core), name), folder, [], checks ? bag : [])?.Value;
            if (core is not null)
                Cores[row.Core] = Cores[name] = core;
        }

        if (!Kernels.ContainsKey(row.Kernel) && _seen.Add((checks ? Columns.Kernel : "", row.Kernel))
            && Profile.ReadKernel(new Scalar(record.Place(Columns.Kernel), row.Kernel), folder, [], checks ? bag : []) is { } kernel)
            Kernels.Add(row.Kernel, kernel.Value);
    }
}
