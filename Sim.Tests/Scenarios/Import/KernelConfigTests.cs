using System.IO.Compression;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Build.Rules;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Scenarios.Import.Configs;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Profiles;
using Sim.Tests.Validation;

namespace Sim.Tests.Scenarios.Import;

public sealed class KernelConfigTests
{
    const string Gcc12 = "CONFIG_CC_IS_GCC=y\nCONFIG_GCC_VERSION=120200\nCONFIG_CLANG_VERSION=0\n";
    const string Clang17 = "CONFIG_CC_IS_CLANG=y\nCONFIG_GCC_VERSION=0\nCONFIG_CLANG_VERSION=170006\n";
    const string Traced = "CONFIG_ARM64=y\nCONFIG_FUNCTION_TRACER=y\nCONFIG_DYNAMIC_FTRACE=y\n";
    const string CallOps = "CONFIG_DYNAMIC_FTRACE_WITH_ARGS=y\nCONFIG_DYNAMIC_FTRACE_WITH_CALL_OPS=y\nCONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS=y\n";

    // What Debian's kernels have: 6.1, 6.12 and 7.2.
    [TestCase("6.1.176", Gcc12 + "CONFIG_DYNAMIC_FTRACE_WITH_REGS=y\nCONFIG_ARM64_PTR_AUTH_KERNEL=y\n", "list_func")]
    [TestCase("6.12.117", "CONFIG_GCC_VERSION=140200\nCONFIG_ARM64_PTR_AUTH_KERNEL=y\n" + CallOps, "call_ops")]
    [TestCase("7.2.13", "CONFIG_GCC_VERSION=160200\nCONFIG_ARM64_PTR_AUTH_KERNEL=y\n" + CallOps, "call_ops")]
    [TestCase("6.6.23", Clang17 + "CONFIG_CC_OPTIMIZE_FOR_SIZE=y\n" + CallOps, "call_ops")]
    [TestCase("6.6.22", Clang17 + "CONFIG_CC_OPTIMIZE_FOR_SIZE=y\nCONFIG_DYNAMIC_FTRACE_WITH_ARGS=y\n", "list_func")]
    [TestCase("6.12.30", Clang17 + "CONFIG_CFI_CLANG=y\nCONFIG_DYNAMIC_FTRACE_WITH_ARGS=y\n", "list_func")]
    [TestCase("6.18.1", Clang17 + "CONFIG_CFI=y\nCONFIG_DYNAMIC_FTRACE_WITH_ARGS=y\n", "list_func")]
    [TestCase("5.4.100", Gcc12, "mcount")]
    public void A_whole_config_agrees_with_the_rules_of_its_release(string version, string options, string mechanism)
    {
        var build = Resolve(Heading(version) + Traced + options);

        Assert.That(MechanismCatalogue.Of(build).Mechanism.Name, Is.EqualTo(mechanism));
        Assert.That(build.Findings.Where(finding => finding.Evidence == ConfiguredFeatures.Evidence), Is.Empty);
        Assert.That(build.Build.Version.ToString(), Is.EqualTo(version));
    }

    [TestCase("6.1.50", Gcc12 + "CONFIG_DYNAMIC_FTRACE_WITH_REGS=y\nCONFIG_DYNAMIC_FTRACE_WITH_ARGS=y\n", Feature.Args, true, "the config sets it, against the rule: came with 6.2")]
    [TestCase("6.2.1", Gcc12 + CallOps, Feature.CallOps, true, "the config sets it, against the rule: call ops came with 6.3")]
    [TestCase("6.6.5", Clang17 + "CONFIG_CC_OPTIMIZE_FOR_SIZE=y\n" + CallOps, Feature.CallOps, true, "the config sets it, against the rule: 6.3 to 6.8 rule out -Os")]
    [TestCase("6.12.1", Gcc12 + "CONFIG_DYNAMIC_FTRACE_WITH_ARGS=y\n", Feature.CallOps, false, "the config does not set it, against the rule: from 6.3, with aligned functions and no kCFI")]
    [TestCase("6.8.1", Gcc12 + "CONFIG_DYNAMIC_FTRACE_WITH_REGS=y\n", Feature.Regs, true, "the config sets it, against the rule: this release does not have it")]
    public void Where_a_config_contradicts_the_rules_it_wins_and_the_report_says_so(string version, string options, Feature feature, bool has, string reason)
    {
        var build = Resolve(Heading(version) + Traced + options);

        Assert.That(build.Has(feature), Is.EqualTo(has));
        Assert.That(build.Findings.Single(finding => finding.Feature == feature && finding.Evidence == ConfiguredFeatures.Evidence).Reason, Does.StartWith(reason));
    }

    [Test]
    public void A_part_of_a_config_says_nothing_of_what_it_leaves_out()
    {
        var build = Resolve("CONFIG_ARM64=y\nCONFIG_CFI_CLANG=y\n# CONFIG_ARM64_PTR_AUTH_KERNEL is not set\n");

        Assert.That(build.Build.Version, Is.EqualTo(Shipped.Kernel("linux-6.12-debian").Version));
        Assert.That(build.Build.Options.FunctionTracer, Is.True);
        Assert.That(build.Build.Options.PointerAuth, Is.False);
        Assert.That(build.Build.Options.Cfi, Is.True);
        Assert.That(build.Build.Configured!.Of(Feature.CallOps), Is.Null);
    }

    [Test]
    public void A_compressed_config_is_read_as_it_is()
    {
        using var folder = new TemporaryFolder();
        using (var gzip = new GZipStream(File.Create(folder.PathOf("config.gz")), CompressionMode.Compress))
            gzip.Write("# Linux/arm64 6.6.23 Kernel Configuration\nCONFIG_GCC_VERSION=120200\n"u8);

        Assert.That(KernelConfig.Read(ImportSource.File(folder.PathOf("config.gz")), [])!.Version, Is.EqualTo(new KernelVersion(6, 6, 23)));
    }

    [TestCase("", "c: error SIM162: the file has no line of a kernel's .config\n hint: Lines look like this: CONFIG_ARM64=y.")]
    [TestCase("# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_X86_64=y\n", "c: error SIM162: the config is of x86, not of arm64")]
    [TestCase("CONFIG_RISCV=y\n", "c: error SIM162: the config is of riscv, not of arm64")]
    [TestCase("function,hits\nf,1\n", "c: error SIM248: this is a function profile of Sim, not a kernel's .config\n hint: Use: sim import function-profile FILE.")]
    public void Another_file_is_refused(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();

        Assert.That(KernelConfig.Read(ImportSource.File(folder.Write("c", text)), bag), Is.Null);
        Assert.That(folder.Show(bag), Is.EqualTo(expected));
    }

    [TestCase("6.6", "6.6.0", 0)]
    [TestCase("6.6.23", "6.12", -1)]
    [TestCase("6.6.23", "6.6.3", 1)]
    [TestCase("7.2.13", "6.19.99", 1)]
    public void Releases_are_compared_by_number_patch_level_last(string one, string other, int order) =>
        Assert.That(Math.Sign(KernelVersion.Parse(one)!.Value.CompareTo(KernelVersion.Parse(other)!.Value)), Is.EqualTo(order));

    [TestCase("6")]
    [TestCase("6.6.23.1")]
    [TestCase("6.6.x")]
    [TestCase("3.18")]
    [TestCase("6.6.-1")]
    public void What_is_no_release_is_refused(string text) => Assert.That(KernelVersion.Parse(text), Is.Null);

    static string Heading(string version) => $"#\n# Automatically generated file; DO NOT EDIT.\n# Linux/arm64 {version} Kernel Configuration\n#\n";

    static ResolvedBuild Resolve(string text)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();
        var config = KernelConfig.Read(ImportSource.File(folder.Write("c", text)), bag);
        Assert.That(folder.Show(bag), Is.Empty);
        return ConfigResolver.Resolve(Profile.ReadKernel("linux-6.12-debian", config!, bag)!.Value);
    }
}
