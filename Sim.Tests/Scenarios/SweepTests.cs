using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Files;

namespace Sim.Tests.Scenarios;

public sealed class SweepTests
{
    [TestCase("1..4", "1 2 3 4")]
    [TestCase("0..100 step 25", "0 25 50 75 100")]
    [TestCase("1..100 step 40", "1 41 81")]
    [TestCase("1..1024 log 11", "1 2 4 8 16 32 64 128 256 512 1024")]
    [TestCase("[0, 10..12, 7]", "0 10 11 12 7")]
    [TestCase("1..3 log 9", "1 2 3")]
    public void A_range_stands_for_its_values(string range, string expected) =>
        Assert.That(string.Join(' ', Cells($"- {{ n: {range} }}").Select(cell => cell.Spec.RelevantTracers)), Is.EqualTo(expected));

    [Test]
    public void A_value_of_a_core_is_swept_by_its_path()
    {
        var cells = Cells("- { core.memory.l1d.size: 16 KiB..64 KiB log 3, n: 1 }");

        Assert.That(cells.Select(cell => cell.Spec.Core.Memory.L1D.SizeBytes), Is.EqualTo(new[] { 16_384, 32_768, 65_536 }));
        Assert.That(cells[0].Swept, Is.EqualTo(new[] { new SweptValue("core.memory.l1d.size", "16 KiB", 16_384, "B") }));
        Assert.That(cells[0].Swept[0].Column, Is.EqualTo("core.memory.l1d.size_b"));
        Assert.That(cells.Select(cell => cell.Key), Is.Unique);
    }

    [Test]
    public void A_value_of_a_kernel_is_swept_by_its_path() =>
        Assert.That(
            Cells("- { kernel.options.optimize_for_size: [false, true], n: 1 }").Select(cell => (cell.Strategy, cell.Swept[0].Text)),
            Is.EqualTo(new[] { ("call_ops", "false"), ("list_func", "true") }));

    [Test]
    public void Parts_of_a_scenario_are_swept_by_their_paths()
    {
        var cells = Cells("- { tracers.relevant.tracer: [nop, count], workload.stack_offset: [0, 16], n: 1 }");

        Assert.That(cells.Select(cell => (cell.Spec.Tracer, cell.Spec.State.StackOffset)), Is.EqualTo(new[] { ("nop", 0), ("nop", 16), ("count", 0), ("count", 16) }));
    }

    [Test]
    public void Zip_takes_one_value_of_each_at_a_time() =>
        Assert.That(
            Cells("- { zip: { n: [1, 2, 3], core.forwarding.latency: 4..6 } }").Select(cell => (cell.Spec.RelevantTracers, cell.Spec.Core.Forwarding.Latency)),
            Is.EqualTo(new[] { (1, 4), (2, 5), (3, 6) }));

    [Test]
    public void What_is_excluded_is_left_out() =>
        Assert.That(
            Cells("- { n: 0..2, core.forwarding.latency: [4, 5], exclude: [{ n: 0 }, { n: 2, core.forwarding.latency: [5] }] }")
                .Select(cell => (cell.Spec.RelevantTracers, cell.Spec.Core.Forwarding.Latency)),
            Is.EqualTo(new[] { (1, 4), (1, 5), (2, 4) }));

    [Test]
    public void An_entry_may_be_for_some_of_the_cores() =>
        Assert.That(
            Cells("- { core: cortex-a53, n: [1, 2] }\n  - { core: neoverse-n1, n: 3 }", "cores: [neoverse-n1, cortex-a53]")
                .Select(cell => (cell.Spec.Core.Name, cell.Spec.RelevantTracers)),
            Is.EqualTo(new[] { ("neoverse-n1", 3), ("cortex-a53", 1), ("cortex-a53", 2) }));

    [Test]
    public void A_latin_hypercube_has_one_point_in_each_part_of_every_axis()
    {
        var cells = Cells("- { n: 0..99, core.forwarding.latency: 1..50, design: { kind: latin_hypercube, points: 50, seed: 7 } }");

        Assert.That(cells.Select(cell => cell.Spec.Core.Forwarding.Latency).Order(), Is.EqualTo(Enumerable.Range(1, 50)));
        Assert.That(cells.Select(cell => cell.Spec.RelevantTracers / 2).Order(), Is.EqualTo(Enumerable.Range(0, 50)));
    }

    [Test]
    public void Each_part_of_every_axis_has_one_point_of_a_sobol_sequence()
    {
        var cells = Cells("- { n: 0..63, core.forwarding.latency: 1..64, core.forwarding.release_latency: 1..64, design: { kind: sobol, points: 64, seed: 3 } }");

        Assert.That(cells.Select(cell => cell.Spec.RelevantTracers).Order(), Is.EqualTo(Enumerable.Range(0, 64)));
        Assert.That(cells.Select(cell => cell.Spec.Core.Forwarding.Latency).Order(), Is.EqualTo(Enumerable.Range(1, 64)));
        Assert.That(cells.Select(cell => cell.Spec.Core.Forwarding.ReleaseLatency).Order(), Is.EqualTo(Enumerable.Range(1, 64)));
        Assert.That(cells.GroupBy(cell => (cell.Spec.RelevantTracers / 8, (cell.Spec.Core.Forwarding.Latency - 1) / 8)).Count(), Is.GreaterThan(40), "two axes are filled together");
    }

    [TestCase("halton")]
    [TestCase("sobol")]
    [TestCase("latin_hypercube")]
    public void A_design_is_the_same_for_the_same_seed(string kind)
    {
        var (first, again, other) = (Points(1).ToList(), Points(1).ToList(), Points(2).ToList());

        Assert.That(again, Is.EqualTo(first));
        Assert.That(other, Is.Not.EqualTo(first));

        IEnumerable<string> Points(int seed) =>
            Cells($"- {{ n: 0..999, core.forwarding.latency: 1..64, design: {{ kind: {kind}, points: 20, seed: {seed} }} }}").Select(cell => cell.Key);
    }

    [Test]
    public void Every_tenth_of_an_axis_has_its_share_of_a_halton_sequence()
    {
        var cells = Cells("- { n: 0..999, core.forwarding.latency: 1..64, design: { kind: halton, points: 100 } }");

        Assert.That(cells.GroupBy(cell => cell.Spec.RelevantTracers / 100).Select(group => group.Count()), Is.All.InRange(8, 12));
    }

    [TestCase("- { core.memory.l1d.size: 48 KiB, n: 1 }", """
        s.yaml:10:29: error SIM123: memory.l1d.size must make a power of two sets of the ways
         10 |   - { core.memory.l1d.size: 48 KiB, n: 1 }
            |                             ^^^^^^
        """)]
    [TestCase("- { core.memory.l1d.sise: 48 KiB, n: 1 }", """
        s.yaml:10:7: error SIM110: a core has no value 'memory.l1d.sise'
         10 |   - { core.memory.l1d.sise: 48 KiB, n: 1 }
            |       ^^^^^^^^^^^^^^^^^^^^
         hint: did you mean 'memory.l1d.size'? scenarios/cores/README.md lists all.
        """)]
    [TestCase("- { forwarding.latency: 4, n: 1 }", """
        s.yaml:10:7: error SIM274: a sweep cannot vary 'forwarding.latency'
         10 |   - { forwarding.latency: 4, n: 1 }
            |       ^^^^^^^^^^^^^^^^^^
         hint: A path begins with core., kernel., workload. or tracers., or is strategy or seed; any other name is a variable, such as $count.
        """)]
    [TestCase("- { n: 10..1 }", """
        s.yaml:10:10: error SIM271: '10..1' is no range: its lowest value is above its highest
         10 |   - { n: 10..1 }
            |          ^^^^^
         hint: Write 1..10, 1..100 step 10, 1..1024 log 11 or 16 KiB..128 KiB log 4.
        """)]
    [TestCase("- { n: 1..10 step 0 }", """
        s.yaml:10:10: error SIM271: '1..10 step 0' is no range: its step is not above 0 in a unit of its ends
         10 |   - { n: 1..10 step 0 }
            |          ^^^^^^^^^^^^
         hint: Write 1..10, 1..100 step 10, 1..1024 log 11 or 16 KiB..128 KiB log 4.
        """)]
    [TestCase("- { zip: { n: [1, 2], core.forwarding.latency: 4 } }", """
        s.yaml:10:25: error SIM272: 'core.forwarding.latency' has 1 values, and 'n' has 2: zip takes one of each at a time
         10 |   - { zip: { n: [1, 2], core.forwarding.latency: 4 } }
            |                         ^^^^^^^^^^^^^^^^^^^^^^^
        """)]
    [TestCase("- { n: [1, 2], exclude: { n: 3 } }", """
        s.yaml:10:27: error SIM273: no combination of this sweep entry has these values
         10 |   - { n: [1, 2], exclude: { n: 3 } }
            |                           ^
        """)]
    [TestCase("- { n: [1, 2], tracers.relevant.count: 3 }", """
        s.yaml:10:18: error SIM114: 'tracers.relevant.count' is given by its path here, and by '$n' in line 8
         10 |   - { n: [1, 2], tracers.relevant.count: 3 }
            |                  ^^^^^^^^^^^^^^^^^^^^^^
         hint: Vary n instead, or write a value in line 8.
        """)]
    [TestCase("- { n: [1, 2], exclude: { m: 1 } }", """
        s.yaml:10:29: error SIM110: 'm' does not vary in this sweep entry
         10 |   - { n: [1, 2], exclude: { m: 1 } }
            |                             ^
         hint: did you mean 'n'? Known: n.
        """)]
    [TestCase("- { n: 1, workload.calls: 0..1 }", """
        s.yaml:10:29: error SIM121: calls '0' is not from 1 to 1,000,000,000
         10 |   - { n: 1, workload.calls: 0..1 }
            |                             ^^^^
        """)]
    [TestCase("- { n: 1, core.forwarding.latency: [5, 5] }", """
        s.yaml:10:42: error SIM146: values of 'core.forwarding.latency' are given twice: '5'
         10 |   - { n: 1, core.forwarding.latency: [5, 5] }
            |                                          ^
        """)]
    [TestCase("- { n: [1, 2, 3, 4, 5, 6, 7, 1..7] }", """
        s.yaml:10:32: error SIM146: values of 'n' are given twice: '1', '2', '3', '4', '5' and 2 more
         10 |   - { n: [1, 2, 3, 4, 5, 6, 7, 1..7] }
            |                                ^^^^
        """)]
    [TestCase("- { n: [1, 1, x] }", """
        s.yaml:10:17: error SIM120: count must be a whole number, not 'x'
         10 |   - { n: [1, 1, x] }
            |                 ^
        s.yaml:10:14: error SIM146: values of 'n' are given twice: '1'
         10 |   - { n: [1, 1, x] }
            |              ^
        """)]
    [TestCase("- { n: 1..3 }\n  - { n: [0, 2, 3] }", """
        s.yaml:11:5: error SIM146: this sweep entry repeats a cell: 2 relevant, 0 irrelevant, 1000 calls; and 1 more
         11 |   - { n: [0, 2, 3] }
            |     ^
        """)]
    [TestCase("- zip: { n: [1, 1, 1], workload.calls: [9, 8, 9] }", """
        s.yaml:10:22: error SIM146: values of 'n' and 'workload.calls' are given twice: '1' with '9'
         10 |   - zip: { n: [1, 1, 1], workload.calls: [9, 8, 9] }
            |                      ^
        """)]
    public void A_mistake_in_a_sweep_is_shown_where_it_is(string sweep, string expected)
    {
        using var folder = new TemporaryFolder();

        Assert.That(folder.Mistakes(Text(sweep, "core: neoverse-n1")), Is.EqualTo(expected));
    }

    static IReadOnlyList<Cell> Cells(string sweep, string cores = "core: neoverse-n1")
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();
        var scenario = ScenarioFile.Read(folder.Write("s.yaml", Text(sweep, cores)), [], bag);
        return scenario?.Cells ?? throw new InvalidOperationException(folder.Show(bag));
    }

    static string Text(string sweep, string cores) => $$"""
        # Is it fast?
        schema: sim/scenario/1
        name: s
        {{cores}}
        kernel: linux-6.3-call-ops
        workload: { kind: call_loop, calls: 1_000 }
        tracers:
          relevant: { count: $n }
        sweep:
          {{sweep}}
        """;
}
