using System.Text.RegularExpressions;
using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Counts;

/// <summary>Collects functions and their hits while the lines of a file are read.</summary>
sealed class CountLog(LineSource source, DiagnosticBag bag)
{
    /// <summary>Most hits of a function.</summary>
    public const long MaxHits = 1_000_000_000_000_000;

    readonly Dictionary<string, FunctionCount> _counts = [];
    readonly HashSet<string> _names = [];
    readonly SortedSet<string> _notes = new(StringComparer.Ordinal);
    readonly CutNames _cut = new();
    readonly SortedDictionary<string, long> _leftOut = new(StringComparer.Ordinal);
    string _line = "";
    bool? _timed;
    long _sharedNames;
    long _repeats;
    string _firstRepeat = "";

    /// <summary>Functions with hits; those of a mere list have one each.</summary>
    public IReadOnlyDictionary<string, FunctionCount> Counts => _counts.Count > 0 || _hasCounts
        ? _counts : _names.ToDictionary(name => name, _ => new FunctionCount(1, null, null));

    bool _hasCounts;

    /// <summary>What a reader of the profile must know, a sentence each.</summary>
    public IEnumerable<string> Remarks()
    {
        var isList = !_hasCounts && _names.Count > 0;
        foreach (var note in _notes)
            yield return note;
        if (isList && _repeats > 0)
            yield return FormattableString.Invariant($"symbols whose name is in the list already, taken for the same function: {_repeats:N0}, the first is {Quoted.Text(_firstRepeat)}");
        if (isList)
            yield return FormattableString.Invariant($"a list of {_names.Count:N0} functions without counts: each has 1 hit");
        else if (_names.Count > 0)
            yield return FormattableString.Invariant($"lines with a name and no count, left out: {_names.Count}");
        foreach (var (what, number) in _leftOut)
            yield return FormattableString.Invariant($"{what}, left out: {number:N0}");
        if (_sharedNames > 0)
            yield return FormattableString.Invariant($"functions of the same name in several modules, added up: {_sharedNames}");
        foreach (var remark in _cut.Remarks())
            yield return remark;
    }

    /// <summary>The line that a format reads next.</summary>
    public void Begin(string line) => _line = line;

    /// <summary>From here on the counts are of another CPU, or of another time.</summary>
    public void Section() => _cut.Section();

    public void Note(string sentence) => _notes.Add(sentence);

    /// <summary>Counts a line that has a function on purpose left out.</summary>
    public void LeaveOut(string what) => _leftOut[what] = _leftOut.GetValueOrDefault(what) + 1;

    /// <summary>A function of a list without counts.</summary>
    public void Name(string name)
    {
        if (_names.Count == FunctionProfile.MaxFunctions && !_names.Contains(name))
            Mistake(1, _line.Length, Code.TooManyRecords, FormattableString.Invariant($"more than {FunctionProfile.MaxFunctions:N0} functions"));
        else if (!_names.Add(name) && _repeats++ == 0)
            _firstRepeat = name;
    }

    /// <param name="name">Name, perhaps with module and offset.</param>
    /// <param name="hits">Calls.</param>
    /// <param name="timeNs">Time of them all; null where the file has none.</param>
    /// <param name="mayBeCut">True if the tool cuts names at 30 characters.</param>
    public void Row(FunctionName name, long hits, long? timeNs, bool mayBeCut)
    {
        _hasCounts = true;
        if (_timed is { } timed && timed != timeNs is not null)
        {
            Mistake(1, _line.Length, Code.FunctionTime, timed ? "this function has no time, others have" : "this function has a time, others have none");
            return;
        }

        if (hits == 0)
            return;
        _timed = timeNs is not null;
        var key = mayBeCut ? _cut.KeyOf(name.Name) : name.Name;
        if (_counts.TryGetValue(key, out var known))
        {
            if (known.Module != name.Module)
                _sharedNames++;
            _counts[key] = known.Plus(hits, timeNs);
        }
        else if (_counts.Count == FunctionProfile.MaxFunctions)
        {
            Mistake(1, _line.Length, Code.TooManyRecords, FormattableString.Invariant($"more than {FunctionProfile.MaxFunctions:N0} functions"));
        }
        else
        {
            _counts[key] = new(hits, timeNs, name.Module);
        }
    }

    /// <summary>Receives mistakes.</summary>
    public DiagnosticBag Bag => bag;

    /// <summary>A place in the current line, for what is known to be wrong only later.</summary>
    public Place Place(int column, int length) => source.Place(_line, column, length);

    /// <summary>Reports what is wrong with the current line at <paramref name="column"/>, from 1.</summary>
    public void Mistake(int column, int length, string code, string message, string? hint = null) =>
        source.Place(_line, column, length).Report(bag, code, message, hint);

    /// <summary>Reports that <paramref name="text"/> is wrong, <paramref name="before"/> characters from where it begins in the current line.</summary>
    public void Mistake(Capture text, string code, string message, string? hint = null, int before = 0) =>
        Mistake(before + text.Index + 1, text.Length, code, message, hint);
}
