using System.IO.Compression;
using System.IO.Pipes;
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
    [TestCase("# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_X86_64=y\n", "c:1:9: error SIM162: the config is of x86, not of arm64\n 1 | # Linux/x86 6.12.1 Kernel Configuration\n   |         ^^^")]
    [TestCase("CONFIG_RISCV=y\n", "c:1:14: error SIM162: the config is of riscv, not of arm64\n 1 | CONFIG_RISCV=y\n   |              ^")]
    [TestCase("function,hits\nf,1\n", "c: error SIM248: this is a function profile of Sim, not a kernel's .config\n hint: Use: sim import function-profile FILE.")]
    public void Another_file_is_refused(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();

        Assert.That(KernelConfig.Read(ImportSource.File(folder.Write("c", text)), bag), Is.Null);
        Assert.That(folder.Show(bag), Is.EqualTo(expected));
    }

    // Line and column of the value, what is allowed.
    [TestCase("CONFIG_FUNCTION_TRACER=yes\n", "c:1:24: error SIM163: CONFIG_FUNCTION_TRACER cannot be 'yes': a value is y, m, n, a number, 0x and digits, or a text in double quotes",
        "Write CONFIG_FUNCTION_TRACER=y.")]
    [TestCase("CONFIG_ARM64=y\nCONFIG_FUNCTION_TRACER=m\n", "c:2:24: error SIM163: CONFIG_FUNCTION_TRACER cannot be 'm': it is y or not set",
        "Write CONFIG_FUNCTION_TRACER=y or # CONFIG_FUNCTION_TRACER is not set.")]
    [TestCase("CONFIG_CFI=0\n", "c:1:12: error SIM163: CONFIG_CFI cannot be '0': it is y or not set", "Write CONFIG_CFI=y or # CONFIG_CFI is not set.")]
    [TestCase("CONFIG_ARM64=Y\n", "c:1:14: error SIM163: CONFIG_ARM64 cannot be 'Y': a value is y, m, n, a number, 0x and digits, or a text in double quotes", "Write CONFIG_ARM64=y.")]
    [TestCase("CONFIG_ARM64=\n", "c:1:14: error SIM163: CONFIG_ARM64 cannot be '': a value is y, m, n, a number, 0x and digits, or a text in double quotes", null)]
    [TestCase("CONFIG_ARM64=y # as it is\n", "c:1:14: error SIM163: CONFIG_ARM64 cannot be 'y # as it is': a value is y, m, n, a number, 0x and digits, or a text in double quotes",
        "Write CONFIG_ARM64=y.")]
    [TestCase("CONFIG_LSM=\"a\nCONFIG_ARM64=y\n", "c:1:12: error SIM163: CONFIG_LSM cannot be '\"a': a value is y, m, n, a number, 0x and digits, or a text in double quotes", null)]
    [TestCase("CONFIG_ARM64=y\nconfig_function_tracer=y\n", "c:2:1: error SIM163: 'config_function_tracer=y' is no line of a .config",
        "Lines are CONFIG_NAME=value and # CONFIG_NAME is not set; other comments begin with #.")]
    [TestCase("CONFIG_function_tracer=y\n", "c:1:24: error SIM163: there is no option 'CONFIG_function_tracer'", "did you mean 'CONFIG_FUNCTION_TRACER'?")]
    [TestCase("CONFIG_ARM64=y\n CONFIG_CFI = y\n", "c:2:2: error SIM163: 'CONFIG_CFI = y' is no line of a .config",
        "Lines are CONFIG_NAME=value and # CONFIG_NAME is not set; other comments begin with #.")]
    [TestCase("CONFIG_CC_VERSION_TEXT=\"gcc-12 (Debian 12.2.0-14) 12.2.0\"\nCONFIG_GCC_VERSION=12.2.0\n",
        "c:2:20: error SIM163: CONFIG_GCC_VERSION cannot be '12.2.0': a value is y, m, n, a number, 0x and digits, or a text in double quotes", null)]
    [TestCase("CONFIG_CC_VERSION_TEXT=\"gcc-12 (Debian 12.2.0-14) 12.2.0\"\nCONFIG_GCC_VERSION=1220\n",
        "c:2:20: error SIM163: CONFIG_GCC_VERSION cannot be '1220': it is 0 or five or six digits, as 120200 for 12.2.0", null)]
    [TestCase("CONFIG_CC_VERSION_TEXT=\"gcc-12 (Debian 12.2.0-14) 12.2.0\"\nCONFIG_GCC_VERSION=130200\n",
        "c:1:24: error SIM163: CONFIG_CC_VERSION_TEXT says gcc 12, and the version's number is that of gcc 13", null)]
    [TestCase("CONFIG_GCC_VERSION=130200\nCONFIG_CLANG_VERSION=170006\n", "c:1:20: error SIM163: CONFIG_GCC_VERSION cannot be 130200 beside clang 17: a kernel has one compiler",
        "The version of the other compiler is 0.")]
    [TestCase("CONFIG_CC_IS_GCC=y\nCONFIG_CLANG_VERSION=170006\n", "c:1:18: error SIM163: CONFIG_CC_IS_GCC contradicts the version, which is that of clang 17", null)]
    [TestCase(Gcc12 + "CONFIG_DYNAMIC_FTRACE=y\n", "c:4:23: error SIM163: CONFIG_DYNAMIC_FTRACE needs CONFIG_FUNCTION_TRACER, which is not set", "Is a part of the config missing?")]
    [TestCase("# CONFIG_FUNCTION_TRACER is not set\nCONFIG_DYNAMIC_FTRACE=y\n",
        "c:2:23: error SIM163: CONFIG_DYNAMIC_FTRACE needs CONFIG_FUNCTION_TRACER, which is not set", "Is a part of the config missing?")]
    [TestCase("CONFIG_ARM64_4K_PAGES=y\nCONFIG_ARM64_64K_PAGES=y\n", "c:2:24: error SIM163: CONFIG_ARM64_64K_PAGES cannot be set beside CONFIG_ARM64_4K_PAGES: one of them is", null)]
    [TestCase("# Linux/arm64 3.10.108 Kernel Configuration\nCONFIG_ARM64=y\n", "c:1:15: error SIM163: '3.10.108' is not a release from 4.0 to 99.999", null)]
    public void What_Kconfig_would_not_write_is_refused_with_its_place(string text, string expected, string? hint)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();

        Assert.That(KernelConfig.Read(ImportSource.File(folder.Write("c", text)), bag), Is.Null);

        var shown = folder.Show(bag).Split('\n');
        Assert.That(shown[0], Is.EqualTo(expected));
        Assert.That(shown[^1], hint is null ? Does.Not.StartWith(" hint") : Is.EqualTo($" hint: {hint}"));
    }

    [TestCase("CONFIG_CC_VERSION_TEXT=\"gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0\"", "gcc 12")]
    [TestCase("CONFIG_CC_VERSION_TEXT=\"aarch64-linux-gnu-gcc-13 (Ubuntu 13.2.0-23ubuntu4) 13.2.0\"", "gcc 13")]
    [TestCase("CONFIG_CC_VERSION_TEXT=\"gcc (GCC) 11.4.1 20230605 (Red Hat 11.4.1-2)\"", "gcc 11")]
    [TestCase("CONFIG_CC_VERSION_TEXT=\"Android (10087095, +pgo, +bolt, based on r487747c) clang version 17.0.2 (https://x)\"", "clang 17")]
    [TestCase("CONFIG_CC_VERSION_TEXT=\"icc 2024\"", null)]
    public void A_compiler_that_only_names_itself_is_read_too(string text, string? compiler)
    {
        using var folder = new TemporaryFolder();

        Assert.That(KernelConfig.Read(ImportSource.File(folder.Write("c", text)), [])!.Compiler?.ToString(), Is.EqualTo(compiler));
    }

    [Test]
    public void A_compressed_config_is_read_from_a_pipe_as_from_a_file()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write("# Linux/arm64 6.6.23 Kernel Configuration\nCONFIG_GCC_VERSION=120200\n"u8);
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var reader = new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle);
        pipe.Write(compressed.ToArray());
        pipe.Dispose();

        Assert.That(KernelConfig.Read(ImportSource.Of("-", () => reader), [])!.Version, Is.EqualTo(new KernelVersion(6, 6, 23)));
    }

    [TestCase(20)]
    [TestCase(3)]
    public void A_compressed_config_that_is_cut_is_refused(int length)
    {
        using var folder = new TemporaryFolder();
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write("# Linux/arm64 6.6.23 Kernel Configuration\nCONFIG_GCC_VERSION=120200\n"u8);
        File.WriteAllBytes(folder.PathOf("c"), compressed.ToArray()[..length]);
        var bag = new DiagnosticBag();

        Assert.That(KernelConfig.Read(ImportSource.File(folder.PathOf("c")), bag), Is.Null);
        Assert.That(bag.HasErrors);
    }

    [Test]
    public void A_compressed_config_is_refused_wherever_it_is_cut()
    {
        using var folder = new TemporaryFolder();
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write("# Linux/arm64 6.6.23 Kernel Configuration\nCONFIG_GCC_VERSION=120200\n"u8);
            for (var number = 0; number < 200; number++)
                gzip.Write(System.Text.Encoding.ASCII.GetBytes($"CONFIG_OPTION_{number * number}=y\n"));
        }

        for (var length = 2; length < compressed.Length; length++)
        {
            var bag = new DiagnosticBag();
            Assert.That(KernelConfig.Read(ImportSource.Of("-", () => new MemoryStream(compressed.ToArray()[..length])), bag), Is.Null);
            Assert.That(bag.Single().Message, Does.Contain("gzip"), $"cut at {length}");
        }
    }

    [Test]
    public void A_config_may_be_compressed_by_zstd()
    {
        using var folder = new TemporaryFolder();
        using var zstd = new ZstdSharp.Compressor();
        var compressed = zstd.Wrap("# Linux/arm64 6.6.23 Kernel Configuration\nCONFIG_GCC_VERSION=120200\n"u8).ToArray();

        Assert.That(KernelConfig.Read(ImportSource.Of("-", () => new MemoryStream(compressed)), [])!.Version, Is.EqualTo(new KernelVersion(6, 6, 23)));
        for (var length = 5; length < compressed.Length; length++)
        {
            var bag = new DiagnosticBag();
            Assert.That(KernelConfig.Read(ImportSource.Of("-", () => new MemoryStream(compressed[..length])), bag), Is.Null, $"cut at {length}");
            Assert.That(bag.Single().Message, Does.Contain("zstd"));
        }
    }

    [Test]
    public void A_config_that_is_compressed_otherwise_says_with_what()
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();
        File.WriteAllBytes(folder.PathOf("config.xz"), [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 0, 4]);

        Assert.That(KernelConfig.Read(ImportSource.File(folder.PathOf("config.xz")), bag), Is.Null);
        Assert.That(folder.Show(bag), Is.EqualTo("config.xz: error SIM248: this is a file compressed by xz\n hint: Use 'xzcat FILE | sim ... -'."));
    }

    [TestCase("6.6", "6.6.0", 0)]
    [TestCase("6.6.23", "6.12", -1)]
    [TestCase("6.6.23", "6.6.3", 1)]
    [TestCase("7.2.13", "6.19.99", 1)]
    public void Releases_are_compared_by_number_patch_level_last(string one, string other, int order) =>
        Assert.That(Math.Sign(KernelVersion.Parse(one)!.Value.CompareTo(KernelVersion.Parse(other)!.Value)), Is.EqualTo(order));

    [TestCase("6.8.0-45-generic", "6.8")]
    [TestCase("6.12.48+deb13-arm64", "6.12.48")]
    [TestCase("6.18.0-rc3", "6.18")]
    [TestCase("v6.3", "6.3")]
    [TestCase("v6.18-rc3", "6.18")]
    public void The_name_of_a_running_kernel_begins_with_its_release(string text, string release) =>
        Assert.That(KernelVersion.ParseRunning(text), Is.EqualTo(KernelVersion.Parse(release)));

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
