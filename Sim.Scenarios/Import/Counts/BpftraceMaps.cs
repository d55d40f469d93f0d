using System.Globalization;
using System.Text.RegularExpressions;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Counts;

/// <summary>Maps as bpftrace prints them: <c>@name[KEY]: COUNT</c>, with stats or a histogram instead of the count, or a stack as key.</summary>
/// <remarks>
/// The function is the key, a part of it (<see cref="KeysOfParts"/>), or the first line of a stack. Maps without a function in their keys are left out.
/// Which of several maps counts calls the file does not say.
/// </remarks>
sealed partial class BpftraceMaps : CountFormat
{
    /// <summary>What is left out without a function.</summary>
    public const string WithoutFunction = "entries of maps without a function in their key";

    const string Value = @"(count\s+)?(?<count>-?\d+)(,\s+(average|total)\b.*)?|";

    readonly KeysOfParts _parted = new();
    readonly KeysAlone _alone = new();
    readonly HashSet<string> _keys = [];
    PartedEntry? _partedHistogram;
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
            if (HitsIn(bucket.Groups["count"], log) is { } hits)
                Add(_histogram, _partedHistogram, hits, log);
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
        (_histogram, _partedHistogram) = (null, null);
        var key = entry.Groups["key"];
        // A tuple is a key of several parts.
        var inner = key.Value is ['(', .. var tuple, ')'] ? tuple : key.Value;
        var parts = inner.Split(", ");
        var name = KeysOfParts.FunctionOf(inner);
        if (!key.Success || !Array.Exists(parts, part => KeysOfParts.FunctionOf(part) is not null))
        {
            if (key.Success && parts.Length == 1)
                _alone.AddOther();
            log.LeaveOut(WithoutFunction);
            return true;
        }

        if (!SetMap(entry.Groups["map"].Value, line, log))
            return true;
        if (!_keys.Add(key.Value))
            log.Note("maps are printed more than once: their counts are added up, which is wrong unless they were cleared in between, as clear(@) does");
        var parted = name is null ? new PartedEntry(parts, log.Place(key.Index + 1, key.Length)) : null;
        if (parted is not null)
            _parted.Add(parted);
        else
            _alone.Add(key.Value, log.Place(key.Index + 1, key.Length));
        if (_inHistogram)
            (_histogram, _partedHistogram) = (name, parted);
        else if (HitsIn(entry.Groups["count"], log) is { } hits)
            Add(name, parted, hits, log);
        return true;
    }

    public override void Finish(CountLog log)
    {
        _parted.Count(log);
        _alone.Check(log);
    }

    bool ReadStack(string line, CountLog log)
    {
        if (End().Match(line) is { Success: true } end)
        {
            (_inStack, _inHistogram) = (false, end.Groups["value"].Length == 0);
            (_histogram, _partedHistogram) = (_stack, null);
            if (_stack is not null)
                log.Note(StackCounts.Note);
            if (!_inHistogram && _stack is { } name && HitsIn(end.Groups["count"], log) is { } hits)
                Add(name, null, hits, log);
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

    static void Add(FunctionName? name, PartedEntry? parted, long hits, CountLog log)
    {
        if (parted is not null)
            parted.Hits += hits;
        else if (name is { } function)
            log.Row(function, hits, null, mayBeCut: false);
    }

    // Null after a diagnostic.
    static long? HitsIn(Group count, CountLog log)
    {
        if (long.TryParse(count.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var hits) && hits <= CountLog.MaxHits)
            return hits;
        log.Mistake(count, Code.ProfileLine, FormattableString.Invariant($"hits {Quoted.Text(count.Value)} is not a whole number up to {CountLog.MaxHits:N0}"));
        return null;
    }

    [GeneratedRegex(@"^(\^C)*@(?<map>\w*)(\[(?<key>.*)\])?:\s*(?<value>" + Value + @")\s*$")]
    private static partial Regex Entry();

    [GeneratedRegex(@"^\s*[\[(]\S+(,\s*\S+)?[\])]\s+(?<count>\d+)\s+\|")]
    private static partial Regex Bucket();

    [GeneratedRegex(@"^(\^C)*@(?<map>\w*)\[([^\]]*,)?\s*$")]
    private static partial Regex Begin();

    [GeneratedRegex(@"^\s*(.*)\]:\s*(?<value>" + Value + @")\s*$")]
    private static partial Regex End();
}
