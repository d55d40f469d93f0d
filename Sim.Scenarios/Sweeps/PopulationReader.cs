using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;
using Sim.Scenarios.Workloads;

namespace Sim.Scenarios.Sweeps;

/// <summary>Reads a workload of kind <c>function_profile</c>.</summary>
sealed class PopulationReader(WorkloadFiles files, long seed, DiagnosticBag bag)
{
    /// <summary>Null after reporting mistakes.</summary>
    public PopulationSpec? Read(Fields fields)
    {
        var before = bag.Count;
        var recorded = fields.Optional("trace") is { } trace ? files.Trace(trace, bag) : null;
        var named = fields.Optional("trace") is null ? fields.Required("profile") : fields.Optional("profile");
        if (named is not null && fields.Optional("trace") is not null)
            named.Place.Report(bag, Code.ExclusiveKeys, "the workload must have 'profile' or 'trace', and not both");
        var profile = recorded?.Profile ?? (named is null ? null : files.Profile(named, bag));
        var functions = fields.Value<long>("functions");
        var work = fields.Value<long>("work_instructions");
        var own = fields.Value<long>("seed");
        return bag.Count == before && profile is not null
            ? new(
                profile,
                (int)Math.Min(functions ?? PopulationSpec.MaxFunctions, Math.Min(PopulationSpec.MaxFunctions, profile.Functions.Count)),
                (int)(work ?? PopulationSpec.DefaultWorkInstructions),
                own ?? seed)
            {
                Recorded = recorded?.Calls,
            }
            : null;
    }
}
