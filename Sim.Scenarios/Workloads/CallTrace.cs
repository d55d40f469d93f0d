namespace Sim.Scenarios.Workloads;

/// <summary>Which functions were called one after the other, as the function tracer recorded them.</summary>
/// <param name="Functions">Names, each once, in the order of their first call.</param>
/// <param name="Calls">Calls in the order of the file: index into <paramref name="Functions"/>, and time in microseconds.</param>
/// <param name="LostEvents">Events that the recording says it lost.</param>
public sealed record CallTrace(IReadOnlyList<string> Functions, IReadOnlyList<(int Function, double TimeUs)> Calls, long LostEvents)
{
    /// <summary>Most calls of a trace.</summary>
    public const int MaxCalls = 5_000_000;
}
