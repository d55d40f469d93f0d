using System.Globalization;
using System.Text.RegularExpressions;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Counts;

/// <summary>Maps as bpftrace prints them: <c>@name[KEY]: COUNT</c>, with stats or a histogram instead of the count, or a stack as key.</summary>
/// <remarks>
/// The function is the key, its last part that is a name, the part with a probe's name, or the first line of a stack. Maps without a function in their keys are left out.
/// Which of several maps counts calls the file does not say.
/// </remarks>
sealed partial class BpftraceMaps : CountFormat
{
    string? _map;
    bool _inStack;
    FunctionName? _stack;
    FunctionName? _histogram;
    bool _inHistogram;

    public override bool Read(string line, CountLog log)
    {
        if (_inStack)
            return ReadStack(line, log);
        if (Bucket().Match(line) is { Success: true } bucket && _inHistogram)
        {
            if (_histogram is { } function)
                Add(function, bucket.Groups["count"].Value, log);
            return true;
        }

        if (Begin().Match(line) is { Success: true } begin)
        {
            (_inStack, _stack) = (SetMap(begin.Groups["map"].Value, null, log), null);
            return true;
        }

        if (Entry().Match(line) is not { Success: true } entry)
            return false;
        _inHistogram = entry.Groups["value"].Length == 0;
        _histogram = null;
        var key = entry.Groups["key"];
        if (!key.Success || FunctionOf(key.Value) is not { } name)
        {
            log.LeaveOut("entries of maps without a function in their key");
            return true;
        }

        if (!SetMap(entry.Groups["map"].Value, line, log))
            return true;
        if (key.Value.Contains(", ", StringComparison.Ordinal))
            log.Note("keys of several parts: the last one that is a name is taken for the function");
        if (_inHistogram)
            _histogram = name;
        else
            Add(name, entry.Groups["count"].Value, log);
        return true;
    }

    bool ReadStack(string line, CountLog log)
    {
        if (End().Match(line) is { Success: true } end)
        {
            _inStack = false;
            if (_stack is { } name)
                Add(name, end.Groups["count"].Value, log);
            return true;
        }

        _stack ??= FunctionName.Of(line.Trim().TrimEnd(','));
        return true;
    }

    // False where another map has been read.
    bool SetMap(string map, string? line, CountLog log)
    {
        _map ??= map;
        if (_map == map)
            return true;
        log.Mistake(1, line?.IndexOf('[', StringComparison.Ordinal) ?? (map.Length + 1), Code.SeveralMaps,
            $"the file has several maps with functions, '@{_map}' and '@{map}'", "Leave the one that counts calls.");
        return false;
    }

    static void Add(FunctionName name, string count, CountLog log)
    {
        if (long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var hits) && hits <= CountLog.MaxHits)
            log.Row(name, hits, null, mayBeCut: false);
        else
            log.Mistake(count, Code.ProfileLine, FormattableString.Invariant($"hits {Quoted.Text(count)} is not a whole number up to {CountLog.MaxHits:N0}"));
    }

    static FunctionName? FunctionOf(string key)
    {
        var parts = key.Split(", ");
        var part = Array.Find(parts, text => text.Contains(':', StringComparison.Ordinal) && FunctionName.Of(text) is not null) ?? Array.FindLast(parts, IsName) ?? parts[^1];
        return FunctionName.Of(part) is { } name && !char.IsAsciiDigit(name.Name[0]) ? name : null;
    }

    static bool IsName(string text) => FunctionName.Of(text) is { } name && !char.IsAsciiDigit(name.Name[0]);

    [GeneratedRegex(@"^(\^C)*@(?<map>\w*)(\[(?<key>.*)\])?:\s*(?<value>(count\s+)?(?<count>-?\d+)(,\s+(average|total)\b.*)?|)\s*$")]
    private static partial Regex Entry();

    [GeneratedRegex(@"^\s*[\[(]\S+(,\s*\S+)?[\])]\s+(?<count>\d+)\s+\|")]
    private static partial Regex Bucket();

    [GeneratedRegex(@"^(\^C)*@(?<map>\w*)\[\s*$")]
    private static partial Regex Begin();

    [GeneratedRegex(@"^\s*(.*)\]:\s*(?<count>\d+)\s*$")]
    private static partial Regex End();
}
