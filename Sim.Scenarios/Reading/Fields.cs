using Sim.Core.Diagnostics;

namespace Sim.Scenarios.Reading;

/// <summary>Reads the entries of one mapping by key, and reports those that are unknown.</summary>
sealed class Fields
{
    readonly Mapping _mapping;
    readonly string _what;
    readonly DiagnosticBag _bag;
    readonly HashSet<string> _known;
    readonly GroupForm? _form;

    /// <param name="mapping">What is read.</param>
    /// <param name="what">Its name in messages, such as <c>workload</c>.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public Fields(Mapping mapping, string what, DiagnosticBag bag)
    {
        _mapping = mapping;
        _what = what;
        _bag = bag;
        _known = [];
    }

    Fields(Mapping mapping, string what, GroupForm form, DiagnosticBag bag)
        : this(mapping, what, bag)
    {
        _form = form;
        _known = [.. form.Keys.Select(key => key.Name)];
    }

    /// <summary>Fields of <paramref name="node"/> as <paramref name="form"/> describes them; null with a diagnostic where it is no mapping.</summary>
    /// <param name="node">What is read.</param>
    /// <param name="form">Its keys.</param>
    /// <param name="bag">Receives the mistakes.</param>
    /// <param name="what">Its name in messages, where it is not that of the form.</param>
    public static Fields? Of(Node node, GroupForm form, DiagnosticBag bag, string? what = null) =>
        Of(node, what ?? form.What, bag) is { } fields ? new Fields(fields._mapping, what ?? form.What, form, bag) : null;

    /// <summary>The node of <paramref name="key"/>; null where there is none, with a diagnostic if there must be one.</summary>
    public Node? Node(string key) => _form!.Find(key).IsRequired ? Required(key) : Optional(key);

    /// <summary>What <paramref name="key"/> holds; null where there is none, or after reporting a mistake.</summary>
    public T? Value<T>(string key)
        where T : struct => (T?)Read(key);

    /// <summary>The text that <paramref name="key"/> holds; null where there is none, or after reporting a mistake.</summary>
    public string? Text(string key) => (string?)Read(key);

    /// <summary>The items of the list that <paramref name="key"/> holds, those that are mistakes left out.</summary>
    public IReadOnlyList<T> Items<T>(string key) => Read(key) is List<object> items ? [.. items.Cast<T>()] : [];

    object? Read(string key) => Node(key) is { } node ? _form!.Find(key).Form.Read(node, key, new ValueReader(_bag)) : null;

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
