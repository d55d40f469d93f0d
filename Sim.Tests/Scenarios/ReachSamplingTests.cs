using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Layout;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Runs;
using Sim.Scenarios.Layouts;
using Sim.Tests.Validation;

namespace Sim.Tests.Scenarios;

/// <summary>Boots that are drawn, against all boots there are and against what follows from areas.</summary>
public class ReachSamplingTests
{
    const double ReachBytes = 128 << 20;
    const int Boots = 300;

    static readonly KernelBuild Build = Shipped.Kernel("linux-6.12-debian");
    static readonly Mechanism Dynamic = MechanismCatalogue.Find("dynamic_trampoline")!;

    [TestCase(256 << 20)]
    [TestCase(2_047 << 20)]
    public void A_callsite_anywhere_in_a_window_reaches_a_trampoline_anywhere_in_it_as_areas_say(long window)
    {
        // |x - y| < R in a square of side W leaves out two triangles.
        var expected = 1 - Math.Pow(1 - (ReachBytes / window), 2);
        var callsites = new CallsiteSpread(AddressRange.Of(new(1ul << 40), window), 48_000);
        var pages = window / 4096;

        var mean = Enumerable.Range(0, (int)pages)
            .Average(page => ShareOf(Reach.ToOwn(callsites, new((1ul << 40) + ((ulong)page * 4096)), new(0), hasPlt: false)));

        Assert.That(mean, Is.EqualTo(expected).Within(1e-4));
    }

    [TestCase("linux-6.1-debian")]
    [TestCase("linux-6.12-debian")]
    public void Over_all_boots_the_image_reaches_a_trampoline_in_the_module_region_as_areas_say(string kernel)
    {
        var build = Shipped.Kernel(kernel);

        // The trampoline lies v below the text, 0 to V; a callsite u after the text's start, 0 to T; and u + v < R.
        var expected = (ReachBytes - (build.Size!.TextBytes / 2.0)) / (build.Options.ModuleRegionBytes - build.Size.ImageBytes);

        Assert.That(MeanOverAllBoots(build, reach => reach.Image), Is.EqualTo(expected).Within(1e-4));
    }

    [Test]
    public void Nineteen_in_twenty_intervals_contain_the_mean_over_all_boots()
    {
        var exact = MeanOverAllBoots(Build, reach => reach.Image);

        var hits = Enumerable.Range(0, 400).Count(seed => Image(seed).Direct is var share && share.Low <= exact && exact <= share.High);

        Assert.That(hits, Is.InRange(0.93 * 400, 0.99 * 400));
    }

    [Test]
    public void An_interval_narrows_with_the_square_root_of_the_boots()
    {
        var (few, many) = (Image(seed: 1, boots: 200).Direct, Image(seed: 1, boots: 20_000).Direct);

        Assert.That((few.High - few.Low) / (many.High - many.Low), Is.EqualTo(10).Within(3));
    }

    [Test]
    public void The_same_seed_draws_the_same_boots_and_another_one_others()
    {
        var (one, again, other) = (Image(seed: 1).Direct.Boots, Image(seed: 1).Direct.Boots, Image(seed: 2).Direct.Boots);

        Assert.That(again, Is.EqualTo(one));
        Assert.That(other, Is.Not.EqualTo(one));
    }

    [Test]
    public void Every_callsite_has_one_way()
    {
        var distributions = ReachSampling.Sample(Build, [.. MechanismCatalogue.All.Where(mechanism => mechanism.HasReach)], Boots, seed: 3);

        Assert.That(
            distributions.Select(part => part.Direct.Mean + part.Veneer.Mean + part.Fallback.Mean + part.Unreachable.Mean),
            Is.All.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void Without_KASLR_there_is_one_boot_and_no_doubt()
    {
        var still = Build with { Options = Build.Options with { Kaslr = false } };

        var image = ReachSampling.Sample(still, [Dynamic], Boots, seed: 0)[0];

        Assert.That(image.Direct, Has.Property("Low").EqualTo(1).And.Property("High").EqualTo(1));
        Assert.That(image.Direct.Boots, Has.Count.EqualTo(1));
    }

    static ReachDistribution Image(int seed, int boots = Boots) => ReachSampling.Sample(Build, [Dynamic], boots, seed)[0];

    static double MeanOverAllBoots(KernelBuild build, Func<MechanismReach, Reach> part)
    {
        var region = ModuleRegion.Of(build)!;
        return Enumerable.Range(0, region.Positions).Average(position =>
            ShareOf(part(MechanismReach.Of(AddressSpace.WithModulesAt(region.Start(position), build)!, Dynamic))));
    }

    static double ShareOf(Reach reach) => reach.Share(reach.Direct);
}
