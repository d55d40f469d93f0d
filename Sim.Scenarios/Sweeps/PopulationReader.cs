using Sim.Core.Diagnostics;
using Sim.Core.Results;
using Sim.Scenarios.Reading;
using Sim.Scenarios.Workloads;

namespace Sim.Scenarios.Sweeps;

/// <summary>Reads a workload of kind <c>function_profile</c>.</summary>
sealed class PopulationReader(WorkloadFiles files, long seed, DiagnosticBag bag)
{
    const int LeastWork = 8;
    const int MostWork = 1000;

    readonly ValueReader _values = new(bag);

    /// <summary>Null after reporting mistakes.</summary>
    public PopulationSpec? Read(Fields fields)
    {
        var before = bag.Count;
        var profile = fields.Required("profile") is { } node ? files.Profile(node, bag) : null;
        var functions = Number(fields, "functions", 1, PopulationSpec.MaxFunctions);
        var work = Number(fields, "work_instructions", LeastWork, MostWork);
        var own = Number(fields, "seed", 0, long.MaxValue);
        return bag.Count == before && profile is not null
            ? new(
                profile,
                (int)Math.Min(functions ?? PopulationSpec.MaxFunctions, Math.Min(PopulationSpec.MaxFunctions, profile.Functions.Count)),
                (int)(work ?? PopulationSpec.DefaultWorkInstructions),
                own ?? seed)
            : null;
    }

    long? Number(Fields fields, string key, long low, long high) =>
        fields.Optional(key) is { } node ? _values.Integer(node, key, low, high) : null;
}
