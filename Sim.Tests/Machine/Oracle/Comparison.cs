using Sim.Core.A64;
using Sim.Core.Machine;
using FastPipeline = Sim.Core.Machine.Pipeline.Pipeline;

namespace Sim.Tests.Machine.Oracle;

/// <summary>A program on a core, timed by the oracle and by the pipeline under test.</summary>
/// <param name="Expected">By executed instruction: the oracle's cycle of its retirement (in order: issue).</param>
/// <param name="Actual">The same by the pipeline.</param>
/// <param name="PortConflicts">Times in which the oracle found no port for an instruction that was ready.</param>
/// <param name="Program">What the oracle did, for messages.</param>
sealed record Comparison(IReadOnlyList<long> Expected, IReadOnlyList<long> Actual, int PortConflicts, IReadOnlyList<Flight> Program)
{
    public bool Agrees => Expected.SequenceEqual(Actual);

    /// <summary>How much longer the pipeline takes for the whole, relative to the oracle.</summary>
    public double RelativeDifference => (double)(Actual[^1] - Expected[^1]) / Expected[^1];

    /// <summary>The first instructions around the first disagreement.</summary>
    public string Difference
    {
        get
        {
            var first = Enumerable.Range(0, Expected.Count).First(i => Expected[i] != Actual[i]);
            return $"instruction {first}: expected {Expected[first]}, actual {Actual[first]}\n"
                + string.Join('\n', Program.Take(first + 2).Select(flight => $"{Actual[flight.Place],5} {flight}"));
        }
    }

    public static Comparison Of(CoreProfile core, string text, Scheduler? scheduler = null)
    {
        var code = Start.Link(text);
        var program = new ProgramOrder(core).Of(Start.Of(code));
        var oracle = CycleByCycle.Create(core, program, scheduler ?? Scheduler.OldestFirst);
        var expected = oracle.Run().ToList();
        return new Comparison(expected, Time(core, Start.Of(code), program), oracle.PortConflicts, program);
    }

    // Stops after every instruction.
    static List<long> Time(CoreProfile core, Start start, List<Flight> program)
    {
        var pipeline = FastPipeline.Create(core, start.Code.Regions, start.Memory, start.State);
        var cycles = new List<long>(program.Count);
        foreach (var flight in program)
        {
            pipeline.RunUntil(flight.Next);
            cycles.Add(pipeline.Counts.Cycles);
        }

        return cycles;
    }
}
