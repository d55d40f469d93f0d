namespace Sim.Scenarios.Reading;

/// <summary>A value in a YAML file, with its place.</summary>
abstract record Node(Place Place);

/// <summary>Text or a number, quotes removed.</summary>
sealed record Scalar(Place Place, string Text) : Node(Place);

/// <summary>A list.</summary>
sealed record Sequence(Place Place, IReadOnlyList<Node> Items) : Node(Place);

/// <summary>Keys with values, each key once, in the order of the file.</summary>
sealed record Mapping(Place Place, IReadOnlyList<Entry> Entries) : Node(Place)
{
    /// <summary>The value of <paramref name="key"/>; null where there is none.</summary>
    public Node? Find(string key) => Entries.FirstOrDefault(entry => entry.Key.Text == key)?.Value;

    /// <summary>The same mapping with <paramref name="added"/> instead of the entry of that key, or at the end.</summary>
    public Mapping With(Entry added) => Entries.Any(entry => entry.Key.Text == added.Key.Text)
        ? this with { Entries = [.. Entries.Select(entry => entry.Key.Text == added.Key.Text ? added : entry)] }
        : this with { Entries = [.. Entries, added] };

    /// <summary>The same mapping without the entry of that key.</summary>
    public Mapping Without(string key) => this with { Entries = [.. Entries.Where(entry => entry.Key.Text != key)] };
}

/// <summary>One key of a mapping with its value.</summary>
sealed record Entry(Scalar Key, Node Value);
