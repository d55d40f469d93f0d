using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Layout;
using Sim.Tests.Validation;
using Sim.Tests.Validation.KernelPaths;

namespace Sim.Tests.Kernel;

public class ModuleRegionTests
{
    const long MiB = 1 << 20;

    [TestCase("linux-6.1-debian")]
    [TestCase("linux-6.12-debian")]
    public void Without_KASLR_the_first_module_stands_where_it_was_measured(string kernel)
    {
        var build = WithKaslr(Shipped.Kernel(kernel), false);

        var region = ModuleRegion.Of(build)!;

        Assert.That(region.Positions, Is.EqualTo(1));
        Assert.That(region.Start(0), Is.EqualTo(build.Addresses.Module));
    }

    [TestCase("6.1.176-debian", "linux-6.1-debian")]
    [TestCase("6.12.95-debian", "linux-6.12-debian")]
    public void With_KASLR_modules_were_measured_within_the_region(string measured, string kernel)
    {
        var build = Shipped.Kernel(kernel);
        var region = ModuleRegion.Of(build)!;

        var tracees = MeasuredPaths.Read("kaslr.csv").Where(row => row["kernel"] == measured)
            .Select(row => build.Addresses.FtraceCaller - ulong.Parse(row["tracee_to_ftrace_caller_bytes"]));

        Assert.That(tracees, Is.Not.Empty.And.All.InRange(region.Start(0), region.Start(region.Positions)));
    }

    [TestCase("6.1", 128)]
    [TestCase("6.4", 2048)]
    [TestCase("6.5", 128)]
    [TestCase("6.12", 2048)]
    public void Every_window_contains_the_image_and_no_other_does(string version, int regionMiB)
    {
        var basis = Shipped.Kernel("linux-6.12-debian");
        var build = basis with
        {
            Version = KernelVersion.Parse(version)!.Value,
            Options = basis.Options with { Kaslr = true, ModuleRegionBytes = regionMiB * MiB },
        };
        var contained = version == "6.1" ? build.Size!.TextBytes : build.Size!.ImageBytes;
        var end = build.Addresses.Text + (ulong)contained;

        var region = ModuleRegion.Of(build)!;

        Assert.That(region.Start(region.Positions - 1), Is.EqualTo(build.Addresses.Text));
        Assert.That(region.Start(0) + (ulong)(regionMiB * MiB), Is.EqualTo(end));
        Assert.That(region.Start(1) - region.Start(0), Is.EqualTo((ulong)build.Options.PageBytes));
    }

    [Test]
    public void In_a_window_of_128_MiB_every_callsite_reaches_every_trampoline()
    {
        var basis = Shipped.Kernel("linux-6.12-debian");
        var build = basis with { Options = basis.Options with { ModuleRegionBytes = 128 * MiB } };
        var region = ModuleRegion.Of(build)!;

        var layouts = Enumerable.Range(0, region.Positions).Select(position => AddressSpace.WithModulesAt(region.Start(position), build)!);

        Assert.That(layouts.All(layout =>
            Reach.ToOwn(layout.ImageCallsites, layout.OwnTrampoline, layout.FtraceCaller, hasPlt: false).Direct == layout.ImageCallsites.Callsites
            && Reach.ToCommon(layout.ModuleCallsites, layout.FtraceCaller, hasPlt: true).Veneer == 0));
    }

    [Test]
    public void Modules_and_trampolines_never_stand_in_the_image()
    {
        var build = Shipped.Kernel("linux-6.12-debian");
        var image = AddressRange.Of(build.Addresses.Text, build.Size!.ImageBytes);
        var region = ModuleRegion.Of(build)!;

        var layouts = Enumerable.Range(region.Positions - 20_000, 20_000)
            .Select(position => AddressSpace.WithModulesAt(region.Start(position), build)!);

        Assert.That(layouts.All(layout => !layout.ModuleCallsites.Text.Overlaps(image)
            && !AddressRange.Of(layout.OwnTrampoline, build.Options.PageBytes).Overlaps(image)
            && !AddressRange.Of(layout.OwnTrampoline, build.Options.PageBytes).Overlaps(layout.ModuleCallsites.Text)));
    }

    [Test]
    public void The_module_of_a_kernel_file_with_KASLR_is_as_far_away_as_its_branches_say()
    {
        var near = AddressSpace.Of(Shipped.Kernel("linux-6.12-debian"))!;
        var far = AddressSpace.Of(Shipped.Kernel("linux-6.12-debian-kaslr"))!;

        Assert.That(BranchReach.Reaches(near.ModuleCallsites[0], near.FtraceCaller), Is.True);
        Assert.That(BranchReach.Reaches(far.ModuleCallsites[0], far.FtraceCaller), Is.False);
    }

    static KernelBuild WithKaslr(KernelBuild build, bool kaslr) => build with { Options = build.Options with { Kaslr = kaslr } };
}
