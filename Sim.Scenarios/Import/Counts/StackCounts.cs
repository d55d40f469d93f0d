using System.Globalization;
using System.Text.RegularExpressions;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Counts;

/// <summary>Stacks with their counts, as bcc prints them: a line for each function, the called one first, then the number; all indented.</summary>
/// <remarks>
/// stackcount counts calls, perhaps by process (<c>cat [71]</c>). offcputime and profile have times and samples, always under a task: <c>- cat (71)</c>.
/// Indented names without a number are a list like any other.
/// </remarks>
sealed partial class StackCounts : CountFormat
{
    /// <summary>What a reader must know whose counts are of stacks.</summary>
    public const string Note = "stacks are counted for the first function in each; if a timer took them (profile), they are samples and not calls";

    readonly List<string> _names = [];
    FunctionName? _first;
    bool _isInStack;
    bool _isRefused;

    public override bool Read(string line, CountLog log)
    {
        var text = line.AsSpan().Trim();
        if (!_isInStack)
            return text.Length > 0 && Begins(line);
        if (text.Length == 0 || !char.IsWhiteSpace(line[0]))
        {
            _isInStack = false;
            return false;
        }

        if (Task().IsMatch(line))
            Refuse(line, log);
        else if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hits))
            Count(hits, text.Length, log);
        else if (FunctionName.Of(WithoutAddress(line)) is { } name)
            _names.Add(name.Name);
        return true;
    }

    public override void Finish(CountLog log)
    {
        foreach (var name in _names)
            log.Name(name);
    }

    bool Begins(string line)
    {
        if (!char.IsWhiteSpace(line[0]))
            return false;
        _first = FunctionName.Of(WithoutAddress(line));
        if (_first is null && line.AsSpan().Trim() is not "[unknown]")
            return false;
        if (_first is { } name)
            _names.Add(name.Name);
        return _isInStack = true;
    }

    void Count(long hits, int length, CountLog log)
    {
        _isInStack = false;
        _names.Clear();
        if (hits > CountLog.MaxHits)
        {
            log.Mistake(1, length, Code.ProfileLine, FormattableString.Invariant($"hits {hits} is not a whole number up to {CountLog.MaxHits:N0}"));
        }
        else if (_first is { } name)
        {
            log.Note(Note);
            log.Row(name, hits, null, mayBeCut: false);
        }
        else
        {
            log.LeaveOut("stacks whose first function is not known");
        }
    }

    void Refuse(string line, CountLog log)
    {
        _isInStack = false;
        _names.Clear();
        if (_isRefused)
            return;
        _isRefused = true;
        log.Mistake(line.Length - line.AsSpan().TrimStart().Length + 1, line.AsSpan().Trim().Length, Code.OtherFormat,
            "these are stacks of tasks, as offcputime and profile print them: their numbers are times or samples, not calls", KnownFormat.ToCount);
    }

    static string WithoutAddress(string line) => Address().Replace(line, "");

    [GeneratedRegex(@"^\s+(-\s+)?\S.* \(\d+\)\s*$")]
    private static partial Regex Task();

    [GeneratedRegex(@"^\s+[0-9a-f]{6,16}\s+(?=\S)")]
    private static partial Regex Address();
}
