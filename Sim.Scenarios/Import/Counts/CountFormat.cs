namespace Sim.Scenarios.Import.Counts;

/// <summary>One form in which tools write which functions were called how often.</summary>
abstract class CountFormat
{
    /// <summary>Puts what <paramref name="line"/> says into <paramref name="log"/>; false if the line is not of this form.</summary>
    public abstract bool Read(string line, CountLog log);

    /// <summary>The file is at its end.</summary>
    public virtual void Finish(CountLog log)
    {
    }

    /// <summary>All; the first that knows a line has it.</summary>
    public static IReadOnlyList<CountFormat> All() =>
        [new ProfileCsv(), new CountNotes(), new BpftraceMaps(), new Histograms(), new StackCounts(), new TraceStat(), new PerfFtrace(), new CountTable(), new SymbolList()];
}
