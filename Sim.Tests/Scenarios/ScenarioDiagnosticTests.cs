namespace Sim.Tests.Scenarios;

public sealed class ScenarioDiagnosticTests
{
    [Test]
    public void A_scenario_without_mistakes_has_no_diagnostics()
    {
        using var folder = new TemporaryFolder();

        Assert.That(folder.Mistakes(SampleScenario.Text), Is.Empty);
    }

    [TestCase("kind: call_loop", "kind: call_lop", """
        s.yaml:6:19: error SIM102: unknown workload kind 'call_lop'
         6 | workload: { kind: call_lop, calls: 1_000 }
           |                   ^^^^^^^^
         hint: did you mean 'call_loop'? Known: call_loop, captured_call, function_profile.
        """)]
    [TestCase("calls: 1_000", "cals: 1_000", """
        s.yaml:6:11: error SIM111: workload has no key 'calls'
         6 | workload: { kind: call_loop, cals: 1_000 }
           |           ^
        s.yaml:6:30: error SIM110: workload has an unknown key 'cals'
         6 | workload: { kind: call_loop, cals: 1_000 }
           |                              ^^^^
         hint: did you mean 'calls'? Known: arrivals, calls, cold, kind, polluted_lines, stack_offset.
        """)]
    [TestCase("name: s", "name: t", """
        s.yaml:3:7: error SIM141: name 't' is not that of the file, 's'
         3 | name: t
           |       ^
        """)]
    [TestCase("schema: sim/scenario/1", "schema: sim/scenario/2", """
        s.yaml:2:9: error SIM142: schema 'sim/scenario/2' is not 'sim/scenario/1'
         2 | schema: sim/scenario/2
           |         ^^^^^^^^^^^^^^
        """)]
    [TestCase("core: neoverse-n1", "core: neoverse-n3", """
        s.yaml:4:7: error SIM102: unknown core 'neoverse-n3'
         4 | core: neoverse-n3
           |       ^^^^^^^^^^^
         hint: did you mean 'neoverse-n1'? Known: ampereone, apple-m1-firestorm, apple-m1-icestorm, apple-m4, cortex-a53, cortex-a55, cortex-a57, cortex-a710, cortex-a715, cortex-a72, cortex-a720, cortex-a76, cortex-a78, cortex-x1, cortex-x2, cortex-x3, cortex-x4, neoverse-n1, neoverse-n2, neoverse-v1, neoverse-v2, neoverse-v3, oryon, taishan-v110. A file of your own needs its extension: my.yaml.
        """)]
    [TestCase("core: neoverse-n1", "core: neoverse-n1\ncore: apple-m1-firestorm", """
        s.yaml:5:1: error SIM112: key 'core' is given twice; first in line 4
         5 | core: apple-m1-firestorm
           | ^^^^
        """)]
    [TestCase("core: neoverse-n1", "core: neoverse-n1\ncores: [neoverse-n1]", """
        s.yaml:5:8: error SIM114: the scenario has both 'core' and 'cores': keep one
         5 | cores: [neoverse-n1]
           |        ^
        """)]
    [TestCase("core: neoverse-n1", "cores: neoverse-n1", """
        s.yaml:4:8: error SIM113: cores must be a list, not 'neoverse-n1'
         4 | cores: neoverse-n1
           |        ^^^^^^^^^^^
         hint: Write [neoverse-n1].
        """)]
    [TestCase("core: neoverse-n1", "core: [neoverse-n1]", """
        s.yaml:4:7: error SIM113: core must be a single value, not a list
         4 | core: [neoverse-n1]
           |       ^
        """)]
    [TestCase("core: neoverse-n1", "core:", """
        s.yaml:4:6: error SIM113: core must be a single value, not nothing
         4 | core:
           |      ^
        """)]
    [TestCase("core: neoverse-n1", "core: mine.yaml", """
        s.yaml:4:7: error SIM101: there is no file 'mine.yaml'
         4 | core: mine.yaml
           |       ^^^^^^^^^
         hint: Looked for mine.yaml.
        """)]
    [TestCase("core: neoverse-n1", "cor: neoverse-n1", """
        s.yaml:2: error SIM111: the scenario has no key 'core', nor 'cores'
         2 | schema: sim/scenario/1
         hint: Write core: neoverse-n1, or another from 'sim list cores'.
        s.yaml:4:1: error SIM110: the scenario has an unknown key 'cor'
         4 | cor: neoverse-n1
           | ^^^
         hint: did you mean 'core'? Known: budgets, charts, core, cores, expect, interval, kernel, kernels, measurements, name, patch, schema, seed, seeds, strategies, strategy, sweep, timeline, tracers, workload.
        """)]
    [TestCase("[linux-6.2-args, linux-6.3-call-ops]", "[linux-6.3-call-ops, linux-6.3-call-ops]", """
        s.yaml:5:31: error SIM146: kernel 'linux-6.3-call-ops' is given twice
         5 | kernels: [linux-6.3-call-ops, linux-6.3-call-ops]
           |                               ^^^^^^^^^^^^^^^^^^
        """)]
    [TestCase("calls: 1_000", "calls: 0", """
        s.yaml:6:37: error SIM121: calls '0' is not from 1 to 1,000,000,000
         6 | workload: { kind: call_loop, calls: 0 }
           |                                     ^
        """)]
    [TestCase("calls: 1_000", "calls: many", """
        s.yaml:6:37: error SIM120: calls must be a whole number, not 'many'
         6 | workload: { kind: call_loop, calls: many }
           |                                     ^^^^
        """)]
    [TestCase("calls: 1_000", "calls: 1e3", """
        s.yaml:6:37: error SIM120: calls must be a whole number, not '1e3'
         6 | workload: { kind: call_loop, calls: 1e3 }
           |                                     ^^^
        """)]
    [TestCase("irrelevant: [0, 1]", "irrelevant: [0, 20_000]", """
        s.yaml:11:36: error SIM121: count '20_000' is not from 0 to 10,000
         11 |   - { relevant: 0, irrelevant: [0, 20_000] }
            |                                    ^^^^^^
        """)]
    [TestCase("count: $relevant", "count: $relevent", """
        s.yaml:8:35: error SIM143: nothing gives a value to '$relevent'
         8 |   relevant: { tracer: nop, count: $relevent }
           |                                   ^^^^^^^^^
         hint: did you mean '$relevant'? Known: $irrelevant, $relevant.
        s.yaml:11:7: error SIM144: nothing uses '$relevant'
         11 |   - { relevant: 0, irrelevant: [0, 1] }
            |       ^^^^^^^^
         hint: Used: $irrelevant, $relevent.
        s.yaml:12:7: error SIM144: nothing uses '$relevant'
         12 |   - { relevant: [1, 2], irrelevant: 0 }
            |       ^^^^^^^^
         hint: Used: $irrelevant, $relevent.
        """)]
    [TestCase("{ relevant: [1, 2], irrelevant: 0 }", "{ relevant: [1, 2] }", """
        s.yaml:12:5: error SIM143: this sweep entry gives no value to '$irrelevant'
         12 |   - { relevant: [1, 2] }
            |     ^
        """)]
    [TestCase("irrelevant: [0, 1]", "irrelevant: [0, 0]", """
        s.yaml:11:36: error SIM146: values of 'irrelevant' are given twice: '0'
         11 |   - { relevant: 0, irrelevant: [0, 0] }
            |                                    ^
        """)]
    [TestCase("irrelevant: { count", "irrelevant: { tracer: count, count", """
        s.yaml:9:25: error SIM147: tracer 'count' is not the relevant ones' 'nop'
         9 |   irrelevant: { tracer: count, count: $irrelevant }
           |                         ^^^^^
        """)]
    [TestCase("irrelevant: { count", "irrelevant: { flags: [recursion], count", """
        s.yaml:9:24: error SIM147: flags are not those of the relevant tracers
         9 |   irrelevant: { flags: [recursion], count: $irrelevant }
           |                        ^
        """)]
    [TestCase("tracer: nop", "tracer: cuont", """
        s.yaml:8:23: error SIM102: unknown tracer 'cuont'
         8 |   relevant: { tracer: cuont, count: $relevant }
           |                       ^^^^^
         hint: did you mean 'count'? Known: TRACERS.
        """)]
    [TestCase("at_most: 3 ns", "at_most: 3", """
        s.yaml:14:37: error SIM122: at_most '3' has no unit
         14 |   - { metric: overhead_ns, at_most: 3, where: { strategy: call_ops, relevant: 1 } }
            |                                     ^
         hint: Known units: ns, us, ms, s.
        """)]
    [TestCase("at_most: 3 ns", "at_most: 3 nanoseconds", """
        s.yaml:14:37: error SIM122: at_most '3 nanoseconds' has the unknown unit 'nanoseconds'
         14 |   - { metric: overhead_ns, at_most: 3 nanoseconds, where: { strategy: call_ops, relevant: 1 } }
            |                                     ^^^^^^^^^^^^^
         hint: Known units: ns, us, ms, s.
        """)]
    [TestCase("metric: overhead_ns", "metric: overhead", """
        s.yaml:14:15: error SIM102: unknown metric 'overhead'
         14 |   - { metric: overhead, at_most: 3 ns, where: { strategy: call_ops, relevant: 1 } }
            |               ^^^^^^^^
         hint: did you mean 'overhead_ns'? Known: added_instructions_per_call, attach_ns, branch_mispredicts_per_call, calls_direct_share, calls_list_share, calls_per_second, calls_untraced_share, calls_veneer_share, cycles_per_call, dtlb_misses_per_call, forwarding_failures_per_call, instructions_per_call, ipc, itlb_misses_per_call, l1d_misses_per_call, l1i_misses_per_call, l2_misses_per_call, others_ns, overhead_ns, per_call_ns, queue_longest, response_added_ns, response_longest_ns, response_mean_ns, response_median_ns, response_p99_ns, total_ns, utilisation_percent, wait_mean_ns.
        """)]
    [TestCase("strategy: call_ops", "strategy: callops", """
        s.yaml:14:62: error SIM102: no cell has strategy 'callops'
         14 |   - { metric: overhead_ns, at_most: 3 ns, where: { strategy: callops, relevant: 1 } }
            |                                                              ^^^^^^^
         hint: did you mean 'call_ops'? Known: call_ops, list_func.
        """)]
    [TestCase("relevant: 1 }", "relevant: 1, irrelevant: 1 }", """
        s.yaml:14:50: error SIM149: no cell of the scenario is meant by this budget
         14 |   - { metric: overhead_ns, at_most: 3 ns, where: { strategy: call_ops, relevant: 1, irrelevant: 1 } }
            |                                                  ^
        """)]
    [TestCase("# Is it fast?\n", "", """
        s.yaml:1: error SIM140: the first line must be a comment: the question that the scenario answers
         1 | schema: sim/scenario/1
        """)]
    [TestCase("schema: sim", "schema: &a sim", """
        s.yaml:2:9: error SIM107: anchor '&a' is not allowed: write values out
         2 | schema: &a sim/scenario/1
           |         ^^^^^^^^^^^^^^^^^
        """)]
    [TestCase("schema: sim", "schema: *a", """
        s.yaml:2:9: error SIM107: alias '*a/scenario/1' is not allowed: write the value out
         2 | schema: *a/scenario/1
           |         ^^^^^^^^^^^^^
        """)]
    [TestCase("name: s", "name: !!str s", """
        s.yaml:3:7: error SIM107: tag 'tag:yaml.org,2002:str' is not allowed
         3 | name: !!str s
           |       ^^^^^^^
        """)]
    [TestCase("name: s", "name: s\n---\nname: s", """
        s.yaml:4:1: error SIM106: a second document begins here; a file holds one
         4 | ---
           | ^^^
        """)]
    [TestCase("name: s", "name: [s", """
        s.yaml:3:7: error SIM105: not YAML from here on: a bracket, brace or quote is missing
         3 | name: [s
           |       ^
        """)]
    [TestCase("name: s", "seed: -1\nname: s", """
        s.yaml:3:7: error SIM121: seed '-1' is not from 0 to 9,223,372,036,854,775,807
         3 | seed: -1
           |       ^^
        """)]
    [TestCase("name: s", "measurements: none.csv\nname: s", """
        s.yaml:3:15: error SIM101: there is no file 'none.csv'
         3 | measurements: none.csv
           |               ^^^^^^^^
         hint: Looked for none.csv.
        """)]
    [TestCase("workload: { kind: call_loop, calls: 1_000 }", "workload: call_loop", """
        s.yaml:6:11: error SIM113: workload must be a mapping of keys to values, not 'call_loop'
         6 | workload: call_loop
           |           ^^^^^^^^^
        """)]
    public void A_mistake_is_shown_where_it_stands_with_what_is_allowed(string old, string replacement, string expected)
    {
        using var folder = new TemporaryFolder();

        Assert.That(folder.Mistakes(SampleScenario.With(old, replacement)), Is.EqualTo(KnownNames.In(expected)));
    }
}
