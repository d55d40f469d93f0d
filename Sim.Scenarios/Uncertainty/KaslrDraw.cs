using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Layout;

namespace Sim.Scenarios.Uncertainty;

/// <summary>A kernel build as another boot lays it out.</summary>
static class KaslrDraw
{
    const ulong SlabPageBytes = 4096;

    /// <summary>The build with its slabs so many pages higher, so that objects meet other sets of caches and TLBs.</summary>
    public static KernelBuild WithSlabsAt(KernelBuild build, int pages) =>
        build with { Addresses = build.Addresses with { LinearMap = build.Addresses.LinearMap + ((ulong)pages * SlabPageBytes) } };

    /// <summary>
    /// The build with its modules where a boot with KASLR may put them. As it is without KASLR, where the image's size is unknown, and where
    /// the kernel file says where tracees or trampolines are.
    /// </summary>
    /// <param name="build">The build.</param>
    /// <param name="share">Which window of all, from the lowest (0) to the highest (1).</param>
    public static KernelBuild WithModulesAt(KernelBuild build, double share)
    {
        var at = build.Addresses;
        if (!build.Options.Kaslr || at.Tracees is not null || at.Trampolines is not null || ModuleRegion.Of(build) is not { } region)
            return build;
        var start = region.Start(Math.Min((int)(share * region.Positions), region.Positions - 1));
        return build with { Addresses = at with { Module = AddressSpace.WithModulesAt(start, build)!.ModuleCallsites.Text.Start } };
    }
}
