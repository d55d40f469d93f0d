using Sim.Core.Machine;

namespace Sim.Scenarios.Reading;

/// <summary>Names of what a call may find cold.</summary>
static class ColdNames
{
    public static IReadOnlyDictionary<string, ColdParts> All { get; } = new Dictionary<string, ColdParts>
    {
        ["l1"] = ColdParts.L1,
        ["l2"] = ColdParts.L2,
        ["l3"] = ColdParts.L3,
        ["tlbs"] = ColdParts.Tlbs,
        ["predictors"] = ColdParts.Predictors,
    };
}
