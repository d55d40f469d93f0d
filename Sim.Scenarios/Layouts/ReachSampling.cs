using MathNet.Numerics.Random;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Layout;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Runs;

namespace Sim.Scenarios.Layouts;

/// <summary>Boots a kernel many times, each time with its modules elsewhere, and sees what branches reach.</summary>
public static class ReachSampling
{
    /// <summary>Two distributions per mechanism: functions of the image, then those of modules.</summary>
    /// <param name="build">A build of known size.</param>
    /// <param name="mechanisms">The mechanisms.</param>
    /// <param name="boots">How many boots, 1 or more; without KASLR one is enough.</param>
    /// <param name="seed">Of the generator that chooses the windows.</param>
    public static IReadOnlyList<ReachDistribution> Sample(KernelBuild build, IReadOnlyList<Mechanism> mechanisms, int boots, int seed)
    {
        var region = ModuleRegion.Of(build) ?? throw new SimBug($"{build.Name} has no size");
        var random = new MersenneTwister(seed);
        var layouts = Enumerable.Range(0, region.Positions == 1 ? 1 : boots)
            .Select(_ => AddressSpace.WithModulesAt(region.Start(random.Next(region.Positions)), build)!)
            .ToList();
        return
        [
            .. from mechanism in mechanisms
               let reaches = layouts.Select(layout => MechanismReach.Of(layout, mechanism)).ToList()
               from part in new[]
               {
                   Summary(mechanism, "image", [.. reaches.Select(reach => reach.Image)]),
                   Summary(mechanism, "modules", [.. reaches.Select(reach => reach.Modules)]),
               }
               select part,
        ];
    }

    static ReachDistribution Summary(Mechanism mechanism, string from, IReadOnlyList<Reach> boots) => new(
        mechanism.Name,
        from,
        Shares.Summarise(boots.Select(reach => reach.Share(reach.Direct))),
        Shares.Summarise(boots.Select(reach => reach.Share(reach.Veneer))),
        Shares.Summarise(boots.Select(reach => reach.Share(reach.Fallback))),
        Shares.Summarise(boots.Select(reach => reach.Share(reach.Unreachable))));
}
