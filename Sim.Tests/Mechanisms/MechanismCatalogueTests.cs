using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Build.Rules;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Captured;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Mechanisms.OwnTrampoline;
using Sim.Scenarios.Profiles;
using Sim.Tests.Validation;

namespace Sim.Tests.Mechanisms;

/// <summary>The one list of mechanisms.</summary>
public sealed class MechanismCatalogueTests
{
    [Test]
    public void Every_mechanism_is_in_it_but_for_the_user_s_own_trampoline_and_that_of_a_capture()
    {
        var written = typeof(Mechanism).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Mechanism)) && !type.IsAbstract && type != typeof(OwnTrampolineMechanism) && type != typeof(CapturedMechanism));

        Assert.That(MechanismCatalogue.All.Select(mechanism => mechanism.GetType()), Is.EquivalentTo(written));
        Assert.That(MechanismCatalogue.All.Select(mechanism => mechanism.Name), Is.Unique);
    }

    [Test]
    public void A_mechanism_s_class_and_routines_are_in_a_folder_of_their_own()
    {
        foreach (var mechanism in MechanismCatalogue.All)
        {
            var type = mechanism.GetType();
            var folder = type.Namespace!["Sim.Core.".Length..].Replace('.', '/');

            Assert.That(House.Repository.Read($"Sim.Core/{folder}/{type.Name}.cs"), Does.Contain($"class {type.Name}"));
        }
    }

    // Which one is checked first must not matter.
    [TestCase("4.19 gcc-7")]
    [TestCase("5.4 gcc-12")]
    [TestCase("6.1 gcc-12")]
    [TestCase("6.2 gcc-12")]
    [TestCase("6.3 gcc-12")]
    [TestCase("6.3 clang-16 cfi")]
    [TestCase("6.12 gcc-14 -Os")]
    public void Exactly_one_mechanism_claims_a_build(string build) => AssertOneClaims(Kernel.Builds.Of(build));

    [TestCaseSource(nameof(Kernels))]
    public void Exactly_one_mechanism_claims_a_kernel_that_comes_with_Sim(string name)
    {
        var build = Shipped.Kernel(name);

        AssertOneClaims(build);
        AssertOneClaims(build with { Options = build.Options with { DynamicTrampolines = true } });
        AssertOneClaims(build with { Options = build.Options with { DynamicFtrace = false } });
        AssertOneClaims(build with { Options = build.Options with { FunctionTracer = false } });
    }

    static IEnumerable<string> Kernels => ProfileCatalogue.BuiltIn.Kernels.Select(entry => entry.Name);

    static void AssertOneClaims(KernelBuild build) =>
        Assert.That(MechanismCatalogue.All.Count(mechanism => mechanism.ReasonIn(ConfigResolver.Resolve(build)) is not null), Is.EqualTo(1));
}
