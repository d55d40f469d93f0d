using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Counts;

/// <summary>Keys of one part in bpftrace maps: functions, or the tasks that called them (<c>@[comm]</c>), which look alike.</summary>
/// <remarks>A key that no task has makes the others functions. Without one, keys that no function has beside them (<c>kworker/0:1</c>) make them tasks.</remarks>
sealed class KeysAlone
{
    (string Text, Place Place)? _first;
    bool _hasFunction;
    bool _hasOther;

    /// <summary>A key that may be a function.</summary>
    public void Add(string key, Place place)
    {
        _first ??= (key, place);
        _hasFunction |= KeysOfParts.IsSurelyFunction(key);
    }

    /// <summary>A key that is no function.</summary>
    public void AddOther() => _hasOther = true;

    /// <summary>Refuses keys that are tasks; says where they may be.</summary>
    public void Check(CountLog log)
    {
        if (_first is not var (text, place) || _hasFunction)
            return;
        if (_hasOther)
            place.Report(log.Bag, Code.ProfileLine, "the keys of this map are tasks, not functions", "Count with the function as the key: @[func] = count().");
        else
            log.Note($"keys such as {Quoted.Text(text)} are taken for functions; if they are tasks (@[comm]), these are not the calls of a function each: count with @[func]");
    }
}
