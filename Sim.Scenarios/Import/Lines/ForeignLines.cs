using Sim.Core.Diagnostics;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Lines;

/// <summary>Lines that are of no known format: prompts, headings, what people paste with a file. They are left out, and counted.</summary>
sealed class ForeignLines
{
    long _number;
    int _first;
    string _text = "";

    /// <summary>The first such line, for a diagnostic; null if there is none.</summary>
    public string? Excerpt => _number == 0 ? null : _text;

    public void Add(int number, string line)
    {
        if (_number++ == 0)
            (_first, _text) = (number, line);
    }

    /// <summary>Where the first such line is; the whole file if there is none.</summary>
    public SourceSpan Place(string path)
    {
        var indent = _text.Length - _text.AsSpan().TrimStart().Length;
        return _number == 0 ? new(path) : new(path, _first, indent + 1, Math.Max(1, _text.Trim().Length));
    }

    /// <summary>A sentence, if there is such a line.</summary>
    public IEnumerable<string> Remarks(string wanted)
    {
        if (_number == 1)
            yield return FormattableString.Invariant($"a line that has no {wanted}, left out: line {_first}, {Quoted.Text(_text.Trim())}");
        else if (_number > 1)
            yield return FormattableString.Invariant($"lines that have no {wanted}, left out: {_number}, the first is line {_first}, {Quoted.Text(_text.Trim())}");
    }
}
