namespace Sim.Scenarios.Import.Calls;

/// <summary>Which functions were called one after the other, as a tracer recorded them.</summary>
/// <param name="Functions">Names, each once, in the order of their first call.</param>
/// <param name="Calls">Calls in the order of the file.</param>
/// <param name="LostEvents">Events that the recording says it lost.</param>
/// <param name="LostUncounted">True if it lost more, of which it does not know the number.</param>
public sealed record CallTrace(IReadOnlyList<string> Functions, IReadOnlyList<TracedCall> Calls, long LostEvents, bool LostUncounted)
{
    /// <summary>Most calls of a trace.</summary>
    public const int MaxCalls = 5_000_000;

    /// <summary>CPUs with calls, in order; a trace that does not name them has one, -1.</summary>
    public IReadOnlyList<int> Cpus { get; } = [.. Calls.Select(call => call.Cpu).Distinct().Order()];

    /// <summary>The calls of each CPU as one core executes them: those of the first CPU, then those of the next.</summary>
    public IEnumerable<TracedCall> ByCpu => Cpus.Count == 1 ? Calls : Calls.OrderBy(call => call.Cpu);

    /// <summary>The calls of one CPU.</summary>
    public CallTrace Of(int cpu)
    {
        var (order, functions) = (new Dictionary<int, int>(), new List<string>());
        var calls = new List<TracedCall>();
        foreach (var call in Calls.Where(call => call.Cpu == cpu))
        {
            if (order.TryAdd(call.Function, functions.Count))
                functions.Add(Functions[call.Function]);
            calls.Add(call with { Function = order[call.Function] });
        }

        return new(functions, calls, LostEvents, LostUncounted);
    }
}

/// <summary>One call of a trace.</summary>
/// <param name="Function">Index into the trace's functions.</param>
/// <param name="TimeUs">Time in microseconds, from wherever the trace's clock counts.</param>
/// <param name="Cpu">The CPU that called; -1 where the trace does not say.</param>
public readonly record struct TracedCall(int Function, double TimeUs, int Cpu);
