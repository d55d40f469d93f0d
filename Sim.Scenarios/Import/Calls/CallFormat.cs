namespace Sim.Scenarios.Import.Calls;

/// <summary>One form in which traces of calls are written.</summary>
abstract class CallFormat
{
    /// <summary>Puts what <paramref name="line"/> says into <paramref name="log"/>; false if the line is not of this form.</summary>
    public abstract bool Read(string line, CallLog log);

    /// <summary>All, the most usual first.</summary>
    public static IReadOnlyList<CallFormat> All() =>
        [new TraceCsv(), new TraceNotes(), new FtraceLines(), new LatencyLines(), new GraphLines(), new PerfScriptLines(), new StackLines()];
}
