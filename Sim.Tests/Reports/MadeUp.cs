using Sim.Core.Kernel;
using Sim.Core.Kernel.Build;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Core.Units;
using Sim.Reports.Cells;

namespace Sim.Tests.Reports;

/// <summary>Results that were not simulated: round numbers near the published table, for tests of what becomes of results.</summary>
static class MadeUp
{
    const long Calls = 100_000;
    const double CyclesPerNs = 3.2;

    /// <summary>The published sweep under two validated strategies, with a few measured figures.</summary>
    public static ScenarioResults PublishedTable() => Of("made-up-table", "Is a traced call still slowed by other people's tracers?",
    [
        .. Sweep("list_func", "linux-6.2-args", (relevant, irrelevant) =>
            relevant + irrelevant == 1 ? 13.4 : 3 + (10.3 * (relevant + irrelevant))),
        .. Sweep("call_ops", "linux-6.3-call-ops", (relevant, _) => relevant == 1 ? 1.87 : 3 + (10.3 * relevant)),
    ]) with
    {
        Measurements =
        [
            Measured("list_func", "linux-6.2-args", 1, 0, 13.3729, MeasurementRole.Calibration),
            Measured("list_func", "linux-6.2-args", 1, 10, 116.9221, MeasurementRole.Validation),
            Measured("list_func", "linux-6.2-args", 1, 100, 1063.3792, MeasurementRole.Validation),
            Measured("list_func", "linux-6.2-args", 100, 0, 1031.9908, MeasurementRole.Validation),
            Measured("call_ops", "linux-6.3-call-ops", 1, 0, 1.8642, MeasurementRole.Validation),
            Measured("call_ops", "linux-6.3-call-ops", 1, 100, 1.8671, MeasurementRole.Validation),
        ],
        Profiles =
        [
            new("apple-m1-firestorm", [
                new("clock", "3.2 GHz", "dougallj-firestorm", null, null),
                new("branches.return_stack", "32", null, "not published", (16, 64)),
            ]),
        ],
    };

    /// <summary>One tracer under four strategies, one of them never measured, and a cell without numbers.</summary>
    public static ScenarioResults Strategies() => Of("made-up-strategies", "What does one tracer cost under each strategy?",
    [
        Cell("list_func", "linux-6.2-args", 1, 0, 13.4),
        Cell("dynamic_trampoline", "hypothetical-dynamic-trampolines", 1, 0, 2.5, validated: false),
        Cell("call_ops", "linux-6.3-call-ops", 1, 0, 1.87),
        Cell("mcount", "linux-5.4-mcount", 1, 0, 0, validated: false) with
        {
            Status = CellStatus.Unreachable,
            Reason = "no branch reaches the trampoline from 0xffff800000000000",
            Run = null,
            Baseline = null,
        },
    ]);

    public static ScenarioResults Of(string scenario, string question, IReadOnlyList<CellResult> cells) => new()
    {
        Scenario = scenario,
        Question = question,
        Hash = "0123456789ab",
        SimVersion = "0.0.0",
        Seed = 1,
        Cells = [.. cells.Select((cell, i) => cell with { Planned = cell.Planned with { Scenario = scenario, Index = i } })],
    };

    public static CellResult Cell(string strategy, string kernel, int relevant, int irrelevant, double overheadNs, bool validated = true) => new()
    {
        Planned = new()
        {
            Scenario = "made-up",
            Index = 0,
            Spec = new CellSpec
            {
                Core = Core,
                Kernel = Kernel(kernel),
                Tracer = "nop",
                RelevantTracers = relevant,
                IrrelevantTracers = irrelevant,
                Calls = Calls,
            },
            Strategy = strategy,
            Validated = validated,
            Seed = 1,
        },
        Status = CellStatus.Ok,
        Run = Run(overheadNs, relevant),
        Baseline = Run(0, relevant: 0),
    };

    /// <summary>The result as that of another spec.</summary>
    public static CellResult Of(this CellResult cell, CellSpec spec) => cell with { Planned = cell.Planned with { Spec = spec } };

    public static Measurement Measured(
        string strategy, string kernel, int relevant, int irrelevant, double overheadNs, MeasurementRole role)
    {
        return new()
        {
            Source = "made-up-source",
            Core = Core.Name,
            Kernel = kernel,
            Strategy = strategy,
            Tracer = "nop",
            RelevantTracers = relevant,
            IrrelevantTracers = irrelevant,
            OpsFlags = OpsFlags.None,
            Calls = Calls,
            Metric = "overhead_ns",
            Value = overheadNs,
            Role = role,
            TolerancePercent = 15,
        };
    }

    // Reports read the names and the clock of profiles; the rest would be filler.
    static CoreProfile Core { get; } = new()
    {
        Name = "apple-m1-firestorm",
        Clock = new Frequency(3_200_000_000),
        FrontEnd = null!,
        Branches = null!,
        BackEnd = null!,
        Forwarding = null!,
        Ordering = null!,
        Memory = null!,
    };

    static KernelBuild Kernel(string name) => new()
    {
        Name = name,
        Version = new(6, 2),
        Compiler = null!,
        Options = null!,
        Structures = null!,
        Addresses = null!,
    };

    static IEnumerable<CellResult> Sweep(string strategy, string kernel, Func<int, int, double> overheadNs) =>
        from tracers in (int[][])
        [
            [0, 0], [0, 1], [0, 2], [0, 10], [0, 100], [1, 1], [1, 2], [1, 10], [1, 100], [1, 0], [2, 0], [10, 0], [100, 0],
        ]
        select Cell(strategy, kernel, tracers[0], tracers[1], tracers[0] == 0 ? 0 : overheadNs(tracers[0], tracers[1]));

    static RunResult Run(double overheadNs, int relevant)
    {
        var overhead = (long)Math.Round(overheadNs * CyclesPerNs * Calls);
        var tracer = Math.Min(overhead, relevant * Calls);
        return new()
        {
            Calls = Calls,
            SimulatedCalls = 40,
            FollowedCalls = Calls - 40,
            CallsByPath = new(relevant == 0 ? Calls : 0, relevant == 0 ? 0 : Calls, 0, 0),
            Cycles = (3 * Calls) + overhead,
            TotalNs = ((3 * Calls) + overhead) / CyclesPerNs,
            Instructions = (11 * Calls) + overhead,
            BranchMispredicts = 7,
            L1IMisses = 12,
            L1DMisses = 3,
            L2Misses = 1,
            ItlbMisses = 0,
            DtlbMisses = 0,
            ForwardingFailures = 0,
            Regions =
            [
                new("caller", 2 * Calls, 6 * Calls),
                new("tracee", Calls, 5 * Calls),
                new("trampoline", overhead - tracer, overhead - tracer),
                new("tracer", tracer, tracer),
            ],
        };
    }
}
