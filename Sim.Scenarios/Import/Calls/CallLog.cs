using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Calls;

/// <summary>Collects the calls of a trace while its lines are read.</summary>
sealed class CallLog(LineSource source, DiagnosticBag bag)
{
    readonly Dictionary<string, int> _indices = [];
    readonly List<string> _functions = [];
    readonly List<TracedCall> _calls = [];
    readonly SortedDictionary<string, long> _events = new(StringComparer.Ordinal);
    readonly HashSet<string> _notes = [];
    readonly Dictionary<int, double> _last = [];
    (long Number, int FirstLine) _backward;
    (long Number, int FirstLine) _orphans;
    string _line = "";
    bool _isFull;

    /// <summary>What the file was found to be or to lack, a sentence each.</summary>
    public IEnumerable<string> Notes => _notes;

    /// <summary>Calls before the call above them on the same CPU, and the line of the first.</summary>
    public (long Number, int FirstLine) Backward => _backward;

    /// <summary>Lines of repeats that do not follow a call of their function on the same CPU, and the first of them.</summary>
    public (long Number, int FirstLine) Orphans => _orphans;

    /// <summary>Events besides calls, by name.</summary>
    public IReadOnlyDictionary<string, long> Events => _events;

    /// <summary>Calls that the recording says it lost.</summary>
    public long LostEvents { get; private set; }

    /// <summary>True if it also lost calls that it did not count.</summary>
    public bool LostUncounted { get; private set; }

    /// <summary>Set where a line announces a call whose function is on the next: its time and CPU.</summary>
    public (double TimeUs, int Cpu)? Pending { get; set; }

    /// <summary>True once nothing more fits, which was reported.</summary>
    public bool IsFull => _isFull;

    public CallTrace Trace => new(_functions, _calls, LostEvents, LostUncounted);

    /// <summary>The line that a format reads next.</summary>
    public void Begin(string line) => _line = line;

    public void Note(string sentence) => _notes.Add(sentence);

    public void Event(string name) => _events[name] = _events.GetValueOrDefault(name) + 1;

    /// <summary>Events lost here; null if the recorder does not know how many.</summary>
    public void Lost(long? events)
    {
        LostUncounted |= events is null;
        LostEvents = Math.Min(long.MaxValue - (events ?? 0), LostEvents) + (events ?? 0);
    }

    /// <param name="function">Name without module, offset and arguments.</param>
    /// <param name="timeUs">Time in microseconds.</param>
    /// <param name="cpu">The CPU; -1 if the trace does not say.</param>
    public void Call(ReadOnlySpan<char> function, double timeUs, int cpu)
    {
        if (_isFull)
            return;
        if (!_indices.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(function, out var index))
        {
            if (_functions.Count == FunctionProfile.MaxFunctions)
            {
                Full(FormattableString.Invariant($"more than {FunctionProfile.MaxFunctions:N0} functions"), null);
                return;
            }

            index = _functions.Count;
            _functions.Add(function.ToString());
            _indices.Add(_functions[^1], index);
        }

        if (_calls.Count == CallTrace.MaxCalls)
        {
            Full(FormattableString.Invariant($"more than {CallTrace.MaxCalls:N0} calls"), "Record a shorter time.");
            return;
        }

        if (timeUs < _last.GetValueOrDefault(cpu, timeUs))
            _backward = (_backward.Number + 1, _backward.Number == 0 ? source.Number : _backward.FirstLine);
        _last[cpu] = timeUs;
        _calls.Add(new(index, timeUs, cpu));
    }

    /// <summary>Calls of <paramref name="function"/> that were folded into one line: spread between the CPU's last call and <paramref name="lastUs"/>.</summary>
    public void Repeats(ReadOnlySpan<char> function, long number, double lastUs, int cpu)
    {
        var before = _calls.FindLastIndex(call => call.Cpu == cpu);
        if (before < 0 || !function.SequenceEqual(_functions[_calls[before].Function]))
            _orphans = (_orphans.Number + 1, _orphans.Number == 0 ? source.Number : _orphans.FirstLine);
        var from = before >= 0 ? Math.Min(_calls[before].TimeUs, lastUs) : lastUs;
        for (var i = 1L; i <= number && !_isFull; i++)
            Call(function, from + ((lastUs - from) * i / number), cpu);
    }

    /// <summary>Reports what is wrong with the current line at <paramref name="column"/>, from 1.</summary>
    public void Mistake(int column, int length, string code, string message) => source.Place(_line, column, length).Report(bag, code, message);

    void Full(string message, string? hint)
    {
        _isFull = true;
        source.Place(_line, 1, _line.Length).Report(bag, Code.TooManyRecords, message, hint);
    }
}
