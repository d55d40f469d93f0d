using System.Text;
using Sim.Cli;
using Sim.Core.Runs;

namespace Sim.Tests.Cli;

/// <summary>A directory with a scenario, and <c>sim</c> called in this process.</summary>
sealed class SimRun : IDisposable
{
    public const string Scenario =
        """
        # Is a traced call slowed by other people's tracers?
        schema: sim/scenario/1
        name: small
        core: apple-m1-firestorm
        kernels: [linux-6.2-args, linux-6.3-call-ops]
        workload: { kind: call_loop, calls: 1000 }
        tracers:
          relevant: { tracer: nop, count: 1 }
          irrelevant: { tracer: nop, count: $irrelevant }
        sweep:
          - { irrelevant: [0, 1, 10] }

        """;

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("sim-test-").FullName;

    public StringWriter Stdout { get; } = new();

    public StringWriter Stderr { get; } = new();

    public string Stdin { get; set; } = "";

    /// <summary>Environment variables; none of the process's own.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Runs a cell: ten nanoseconds per tracer.</summary>
    public Func<CellSpec, CancellationToken, RunResult> Simulate { get; set; } = (cell, _) => Counted(cell);

    /// <summary>Writes a scenario and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path(name);
        File.WriteAllText(path, text);
        return path;
    }

    public string Path(string name) => System.IO.Path.Combine(Directory, name);

    public int Sim(string[] args, CancellationToken cancel = default) => SimProgram.Run(args, Stdout, Stderr, Simulate, () => new MemoryStream(Encoding.UTF8.GetBytes(Stdin)), Environment.GetValueOrDefault, cancel);

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    public static RunResult Counted(CellSpec cell)
    {
        var cycles = cell.Calls * (3 + (32 * (cell.RelevantTracers + cell.IrrelevantTracers)));
        return new()
        {
            Calls = cell.Calls,
            SimulatedCalls = cell.SteadyState ? 10 : cell.Calls,
            FollowedCalls = cell.SteadyState ? cell.Calls - 10 : 0,
            Cycles = cycles,
            TotalNs = cell.Core.Clock.ToNanoseconds(cycles),
            Instructions = cycles,
            BranchMispredicts = 0,
            L1IMisses = 0,
            L1DMisses = 0,
            L2Misses = 0,
            ItlbMisses = 0,
            DtlbMisses = 0,
            ForwardingFailures = 0,
            Regions = [new("caller", cycles, cycles)],
        };
    }
}
