namespace Sim.Tests.Scenarios;

/// <summary>A scenario without mistakes, for tests to make one.</summary>
static class SampleScenario
{
    public const string Text = """
        # Is it fast?
        schema: sim/scenario/1
        name: s
        core: neoverse-n1
        kernels: [linux-6.2-args, linux-6.3-call-ops]
        workload: { kind: call_loop, calls: 1_000 }
        tracers:
          relevant: { tracer: nop, count: $relevant }
          irrelevant: { count: $irrelevant }
        sweep:
          - { relevant: 0, irrelevant: [0, 1] }
          - { relevant: [1, 2], irrelevant: 0 }
        budgets:
          - { metric: overhead_ns, at_most: 3 ns, where: { strategy: call_ops, relevant: 1 } }

        """;

    /// <summary>The sample with one text instead of another.</summary>
    public static string With(string old, string replacement) => Text.Contains(old, StringComparison.Ordinal)
        ? Text.Replace(old, replacement, StringComparison.Ordinal)
        : throw new ArgumentException($"the sample has no '{old}'");
}
