using Sim.Core.Diagnostics;

namespace Sim.Scenarios.Reading;

/// <summary>Reads the entries of one mapping by key, and reports those that nobody asked for.</summary>
sealed class Fields
{
    readonly Mapping _mapping;
    readonly string _what;
    readonly DiagnosticBag _bag;
    readonly HashSet<string> _known = [];

    /// <param name="mapping">What is read.</param>
    /// <param name="what">Its name in messages, such as <c>workload</c>.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public Fields(Mapping mapping, string what, DiagnosticBag bag)
    {
        _mapping = mapping;
        _what = what;
        _bag = bag;
    }

    /// <summary>Fields of <paramref name="node"/>; null with a diagnostic where it is no mapping.</summary>
    public static Fields? Of(Node node, string what, DiagnosticBag bag)
    {
        if (node is Mapping mapping)
            return new Fields(mapping, what, bag);
        node.Place.Report(bag, Code.WrongType, $"{what} must be a mapping of keys to values, not {Quoted.Text(node)}");
        return null;
    }

    /// <summary>The value of <paramref name="key"/>; null where there is none.</summary>
    public Node? Optional(string key)
    {
        _known.Add(key);
        return _mapping.Find(key);
    }

    /// <summary>The value of <paramref name="key"/>; null with a diagnostic where there is none.</summary>
    public Node? Required(string key)
    {
        var node = Optional(key);
        if (node is null)
            _mapping.Place.Report(_bag, Code.MissingKey, $"{_what} has no key '{key}'");
        return node;
    }

    /// <summary>Reports every key that was not asked for.</summary>
    public void RejectUnknown()
    {
        foreach (var (key, _) in _mapping.Entries.Where(entry => !_known.Contains(entry.Key.Text)))
            key.Place.Report(_bag, Code.UnknownKey, $"{_what} has an unknown key {Quoted.Text(key)}", _bag.IsFull(key.Place.At.File) ? null : NearestName.Hint(key.Text, _known));
    }
}
