using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Machine;
using Sim.Scenarios.Profiles;

namespace Sim.Tests.Scenarios;

public sealed class ProfileTests
{
    [Test]
    public void Values_of_a_core_file_reach_the_profile()
    {
        var core = Profile.ReadCore("apple-m1-firestorm", [])!.Value;

        Assert.That(core.Clock.Hertz, Is.EqualTo(3_200_000_000));
        Assert.That(core.FrontEnd, Is.EqualTo(new FrontEnd(16, 9, 104, 1)));
        Assert.That(core.Branches.HistoryLengths, Is.EqualTo(new[] { 4, 9, 18, 32, 57, 100 }));
        Assert.That(core.BackEnd.Ports.Count(port => port.HasFlag(PortKinds.Branch)), Is.EqualTo(2));
        Assert.That(core.BackEnd.Ports.Count(port => port.HasFlag(PortKinds.Load)), Is.EqualTo(3));
        Assert.That(core.Forwarding, Is.EqualTo(new StoreForwarding(6, 1, 28, MultipleStores.Any, true, false, false, 17) { ExtraPair = 1, ExtraCrossing = 1 }));
        Assert.That(core.Memory.L1D, Is.EqualTo(new CacheLevel(131_072, 8, 64, 4)));
        Assert.That(core.Memory.L2, Is.EqualTo(new CacheLevel(12_582_912, 12, 128, 16)));
        Assert.That(core.Memory.L2Tlb, Is.EqualTo(new TlbLevel(3_072, 12, 6)));
    }

    [Test]
    public void Values_of_a_kernel_file_reach_the_build()
    {
        var kernel = Profile.ReadKernel("linux-6.12-debian", [])!.Value;

        Assert.That(kernel.Version, Is.EqualTo(new KernelVersion(6, 12)));
        Assert.That(kernel.Compiler, Is.EqualTo(new Compiler(CompilerFamily.Gcc, 12)));
        Assert.That(kernel.Options.PacInLeaves, Is.False);
        Assert.That(kernel.Structures.OpsBytes, Is.EqualTo(216));
        Assert.That(kernel.Structures.OpsDirectCall, Is.EqualTo(208));
        Assert.That(kernel.Structures.EntryIp, Is.EqualTo(16));
        Assert.That(kernel.Addresses.FtraceCaller.Value, Is.EqualTo(0xffff80008002d7a8));
    }

    [Test]
    public void A_file_that_inherits_keeps_what_it_does_not_change()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("mine.yaml", Mine("forwarding:\n  from_release: { value: true, guess: what if }"));

        var core = Profile.ReadCore(path, [])!.Value;

        Assert.That(core.Name, Is.EqualTo("mine"));
        Assert.That(core.Forwarding, Is.EqualTo(new StoreForwarding(6, 1, 28, MultipleStores.Any, true, false, true, 17) { ExtraPair = 1, ExtraCrossing = 1 }));
    }

    [Test]
    public void A_scenario_finds_a_core_file_beside_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.yaml", Mine("clock: { value: 2 GHz, guess: what if }"));

        Assert.That(folder.Mistakes(SampleScenario.With("core: neoverse-n1", "core: mine.yaml")), Is.Empty);
    }

    [TestCase("forwarding:\n  latency: 5", """
        mine.yaml:6:12: error SIM130: forwarding.latency must say where it comes from
         6 |   latency: 5
           |            ^
         hint: Write { value: 4, source: key of docs/sources.md } or { value: 4, guess: why, range: [2, 8] }.
        """)]
    [TestCase("forwarding:\n  latency: { value: 5 }", """
        mine.yaml:6:12: error SIM130: forwarding.latency must have a source, a guess or what it was fitted to, and one of them only
         6 |   latency: { value: 5 }
           |            ^
         hint: Write { value: 4, source: key of docs/sources.md } or { value: 4, guess: why, range: [2, 8] }.
        """)]
    [TestCase("forwarding:\n  latency: { value: 65, guess: why }", """
        mine.yaml:6:21: error SIM121: forwarding.latency '65' is not from 1 to 64
         6 |   latency: { value: 65, guess: why }
           |                     ^^
        """)]
    [TestCase("forwarding:\n  latency: { value: 5, guess: why, range: [6, 8] }", """
        mine.yaml:6:43: error SIM123: range of forwarding.latency does not contain its value
         6 |   latency: { value: 5, guess: why, range: [6, 8] }
           |                                           ^
        """)]
    [TestCase("forwarding:\n  latency: { value: 5, guess: why, range: 6 }", """
        mine.yaml:6:43: error SIM113: range of forwarding.latency must be a list of two values: lowest and highest
         6 |   latency: { value: 5, guess: why, range: 6 }
           |                                           ^
        """)]
    [TestCase("forwarding:\n  latencies: { value: 5, guess: why }", """
        mine.yaml:6:3: error SIM110: core 'mine' has an unknown key 'forwarding.latencies'
         6 |   latencies: { value: 5, guess: why }
           |   ^^^^^^^^^
         hint: did you mean 'latency'? Known: across_lines, extra_crossing, extra_pair, extra_per_store, fail_latency, from_release, holds_issue, latency, multiple_stores, pair_halves, partial, refuses_crossing, release_latency.
        """)]
    [TestCase("forwardin:\n  latency: { value: 5, guess: why }", """
        mine.yaml:5:1: error SIM110: core 'mine' has an unknown key 'forwardin'
         5 | forwardin:
           | ^^^^^^^^^
         hint: did you mean 'forwarding'? Known: back_end, branches, clock, forwarding, front_end, memory, ordering.
        """)]
    [TestCase("memory:\n  l2:\n    size: { value: 12, guess: why }", """
        mine.yaml:7:20: error SIM122: memory.l2.size '12' has no unit
         7 |     size: { value: 12, guess: why }
           |                    ^^
         hint: Known units: B, KiB, MiB, GiB.
        """)]
    [TestCase("memory:\n  l2:\n    size: { value: 12 MB, guess: why }", """
        mine.yaml:7:20: error SIM122: memory.l2.size '12 MB' has the unknown unit 'MB'
         7 |     size: { value: 12 MB, guess: why }
           |                    ^^^^^
         hint: Known units: B, KiB, MiB, GiB.
        """)]
    [TestCase("memory:\n  l2:\n    size: { value: 64 KiB, guess: why }", """
        mine.yaml:7:20: error SIM123: memory.l2.size must make a power of two sets of the ways
         7 |     size: { value: 64 KiB, guess: why }
           |                    ^^^^^^
        """)]
    [TestCase("branches:\n  btb: { entries: { value: 1000, guess: why } }", """
        mine.yaml:6:28: error SIM123: branches.btb.entries must make a power of two sets of the ways
         6 |   btb: { entries: { value: 1000, guess: why } }
           |                            ^^^^
        """)]
    [TestCase("branches:\n  history_lengths: { value: [9, 4], guess: why }", """
        mine.yaml:6:29: error SIM123: branches.history_lengths must be 1 to 8 ascending numbers up to branches.history_bits
         6 |   history_lengths: { value: [9, 4], guess: why }
           |                             ^
        """)]
    [TestCase("branches:\n  table_entries: { value: 2, guess: why }", """
        mine.yaml:6:27: error SIM121: branches.table_entries '2' is not from 4 to 1,048,576
         6 |   table_entries: { value: 2, guess: why }
           |                           ^
        """)]
    [TestCase("back_end:\n  ports: { value: [alu+brunch, load+store], guess: why }", """
        mine.yaml:6:20: error SIM102: unknown port kind 'brunch'
         6 |   ports: { value: [alu+brunch, load+store], guess: why }
           |                    ^^^^^^^^^^
         hint: did you mean 'branch'? Known: accumulate, alu, branch, divide, flags, insert, load, multiply, nop, select_add, shift, store, variable_shift.
        mine.yaml:6:19: error SIM123: back_end.ports has no port for: multiply, divide, branch
         6 |   ports: { value: [alu+brunch, load+store], guess: why }
           |                   ^
        """)]
    [TestCase("forwarding:\n  multiple_stores: { value: both, guess: why }", """
        mine.yaml:6:29: error SIM102: unknown forwarding.multiple_stores 'both'
         6 |   multiple_stores: { value: both, guess: why }
           |                             ^^^^
         hint: Known: any, exact_halves, never.
        """)]
    [TestCase("forwarding:\n  partial: { value: yes, guess: why }", """
        mine.yaml:6:21: error SIM113: forwarding.partial must be true or false, not 'yes'
         6 |   partial: { value: yes, guess: why }
           |                     ^^^
        """)]
    [TestCase("clock: { value: 2 GHz, guess: why, source: dougallj }", """
        mine.yaml:5:8: error SIM130: clock must have a source, a guess or what it was fitted to, and one of them only
         5 | clock: { value: 2 GHz, guess: why, source: dougallj }
           |        ^
         hint: Write { value: 4, source: key of docs/sources.md } or { value: 4, guess: why, range: [2, 8] }.
        """)]
    public void A_mistake_in_a_core_file_is_shown_where_it_stands(string values, string expected)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();

        Profile.ReadCore(folder.Write("mine.yaml", Mine(values)), bag);

        Assert.That(folder.Show(bag), Is.EqualTo(expected));
    }

    [TestCase("version: { value: six, guess: why }", """
        mine.yaml:5:19: error SIM121: version 'six' is not a release from 4.0 to 99.999, such as 6.1 or 6.6.23
         5 | version: { value: six, guess: why }
           |                   ^^^
        """)]
    [TestCase("compiler: { value: icc 12, guess: why }", """
        mine.yaml:5:20: error SIM102: unknown compiler 'icc 12'
         5 | compiler: { value: icc 12, guess: why }
           |                    ^^^^^^
         hint: Write gcc 12 or clang 16.
        """)]
    [TestCase("structures:\n  ops_next: { value: 9, guess: why }", """
        mine.yaml:6:22: error SIM123: structures.ops_next must be a multiple of 8
         6 |   ops_next: { value: 9, guess: why }
           |                      ^
        """)]
    [TestCase("addresses:\n  text: { value: 8000, guess: why }", """
        mine.yaml:6:18: error SIM120: addresses.text must be an address such as 0xffff800008010000, not '8000'
         6 |   text: { value: 8000, guess: why }
           |                  ^^^^
        """)]
    [TestCase("addresses:\n  tracees: { value: 0xffff8000081c7240, guess: why }", """
        mine.yaml:6:21: error SIM123: addresses.tracees must be 64 KiB or more away from addresses.list_func
         6 |   tracees: { value: 0xffff8000081c7240, guess: why }
           |                     ^^^^^^^^^^^^^^^^^^
        """)]
    [TestCase("addresses:\n  trampolines: { value: 0xffff800000d80040, guess: why }", """
        mine.yaml:6:25: error SIM123: addresses.trampolines must be a multiple of 4096
         6 |   trampolines: { value: 0xffff800000d80040, guess: why }
           |                         ^^^^^^^^^^^^^^^^^^
        """)]
    [TestCase("size:\n  image: { value: 3 MiB, guess: why }", """
        mine.yaml:6:19: error SIM123: size.image must not be less than size.text
         6 |   image: { value: 3 MiB, guess: why }
           |                   ^^^^^
        """)]
    [TestCase("options:\n  module_region: { value: 16 MiB, guess: why }", """
        mine.yaml:6:27: error SIM123: options.module_region must be more than size.image, which it contains
         6 |   module_region: { value: 16 MiB, guess: why }
           |                           ^^^^^^
        """)]
    public void A_mistake_in_a_kernel_file_is_shown_where_it_stands(string values, string expected)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();
        var text = $"# Mine\nschema: sim/kernel/1\nname: mine\ninherits: linux-6.1-debian\n{values}\n";

        Profile.ReadKernel(folder.Write("mine.yaml", text), bag);

        Assert.That(folder.Show(bag), Is.EqualTo(expected));
    }

    [Test]
    public void Files_that_inherit_from_each_other_are_a_mistake()
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();
        folder.Write("a.yaml", "# A\nschema: sim/core/1\nname: a\ninherits: b.yaml\n");
        folder.Write("b.yaml", "# B\nschema: sim/core/1\nname: b\ninherits: a.yaml\n");

        Profile.ReadCore(folder.PathOf("a.yaml"), bag);

        Assert.That(folder.Show(bag), Is.EqualTo("""
            b.yaml:4:11: error SIM131: 'a.yaml' inherits from itself: a -> b -> a
             4 | inherits: a.yaml
               |           ^^^^^^
            """));
    }

    [TestCase("mine.yaml")]
    [TestCase("./mine.yaml")]
    public void A_file_that_inherits_from_itself_is_a_mistake(string path)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();

        Profile.ReadCore(folder.Write("mine.yaml", $"# Mine\nschema: sim/core/1\nname: mine\ninherits: {path}\n"), bag);

        Assert.That(bag.Single().Message, Is.EqualTo($"'{path}' inherits from itself: mine -> mine"));
    }

    [Test]
    public void A_new_source_needs_its_own_value()
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();

        Profile.ReadCore(folder.Write("mine.yaml", Mine("forwarding:\n  latency: { source: mine }")), bag);

        Assert.That(bag.Single().Message, Is.EqualTo("forwarding.latency has no key 'value'"));
    }

    [Test]
    public void A_core_file_without_values_should_inherit_them()
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();

        Profile.ReadCore(folder.Write("bare.yaml", "# Bare\nschema: sim/core/1\nname: bare\n"), bag);

        Assert.That(folder.Show(bag), Is.EqualTo("""
            bare.yaml:2: error SIM111: core 'bare' lacks 63 keys: 'clock', 'front_end.fetch_width', 'front_end.depth' and 60 more
             2 | schema: sim/core/1
             hint: Write inherits: neoverse-n1, or another core from 'sim list cores', and give only what differs.
            """));
    }

    [Test]
    public void An_inherited_address_of_another_image_is_reported_in_the_file_that_lacks_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("mine.yaml", """
            # Mine
            schema: sim/kernel/1
            name: mine
            inherits: linux-6.1-debian
            addresses:
              text: { value: 0xffff800080010000, guess: another image }
              ftrace_caller: { value: 0xffff80008002d7a8, guess: another image }
            """);
        var bag = new DiagnosticBag();

        Profile.ReadKernel(path, bag);

        Assert.That(bag.Select(diagnostic => (diagnostic.Code, diagnostic.At.Line)), Is.All.EqualTo(("SIM123", 6)));
        Assert.That(bag.First().Message, Is.EqualTo("addresses.text must be less than 128 MiB from addresses.list_func: both are in one image"));
        Assert.That(bag.First().Hint, Does.StartWith("addresses.list_func is inherited: ").And.EndsWith("Give it here, too."));
    }

    static string Mine(string values) => $"# Mine\nschema: sim/core/1\nname: mine\ninherits: apple-m1-firestorm\n{values}\n";
}
