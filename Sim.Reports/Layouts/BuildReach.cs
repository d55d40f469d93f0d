using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Runs;

namespace Sim.Reports.Layouts;

/// <summary>What branches of a build reach.</summary>
/// <param name="Kernel">Name of the build.</param>
/// <param name="Here">At the addresses of the build, by mechanism.</param>
/// <param name="Boots">Over many boots, by mechanism: functions of the image, then those of modules.</param>
/// <param name="Count">How many boots; 1 without KASLR.</param>
/// <param name="Seed">What they were drawn with.</param>
public sealed record BuildReach(
    string Kernel, IReadOnlyList<MechanismReach> Here, IReadOnlyList<ReachDistribution> Boots, int Count, long Seed);
