using BenchmarkDotNet.Attributes;
using Sim.Core;
using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Files;

namespace Sim.Benchmarks;

/// <summary>Executing every call of the list walk with 100 ops, and following the repetition instead.</summary>
public class CallLoopBenchmarks
{
    const int Calls = 100;

    CellSpec _cell = null!;

    /// <summary>An out-of-order core and an in-order one.</summary>
    [Params("apple-m1-firestorm", "cortex-a55")]
    public string Core { get; set; } = "";

    [GlobalSetup]
    public void ReadProfiles()
    {
        var bag = new DiagnosticBag();
        var path = Path.Combine(AppContext.BaseDirectory, "scenarios", "validation", "rutland-2023-call-ops.yaml");
        var scenario = ScenarioFile.Read(path, [$"workload.calls={Calls}", $"core={Core}"], bag)
            ?? throw new InvalidOperationException(string.Join('\n', bag));
        _cell = scenario.Specs.First(cell => cell is { RelevantTracers: 100, IrrelevantTracers: 0 });
    }

    /// <summary>1,100 calls, warm-up included, of 5,099 instructions each.</summary>
    [Benchmark(Baseline = true)]
    public RunResult ExecuteEveryCall() => Simulation.Run(_cell with { SteadyState = false });

    [Benchmark]
    public RunResult FollowTheRepetition() => Simulation.Run(_cell);
}
