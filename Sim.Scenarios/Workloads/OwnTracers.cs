using Sim.Core.A64;
using Sim.Core.Diagnostics;
using Sim.Core.Tracers;
using Sim.Scenarios.Files;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Workloads;

/// <summary>Tracers that a scenario names as <c>{ file: my.s, entry: my_label }</c>; each file is read once.</summary>
/// <param name="folder">The scenario's, from which paths start.</param>
sealed class OwnTracers(string folder)
{
    const int MaxTableBytes = 64 << 20;

    static readonly IReadOnlyCollection<string> Names = [.. Tracer.All.Select(tracer => tracer.Name)];

    readonly SortedDictionary<string, SourceText?> _texts = new(StringComparer.Ordinal);

    /// <summary>What was read, for a scenario's hash.</summary>
    public IEnumerable<string> Texts => _texts.Values.OfType<SourceText>().Select(text => text.Text);

    /// <summary>The name of a tracer that Sim has, or a body of the user's own with its name; null after reporting mistakes.</summary>
    public (string Name, Tracer? Own)? Read(Node node, DiagnosticBag bag) =>
        node is Mapping ? (Describe(node, bag) is { } own ? (own.Name, own) : null)
        : new ValueReader(bag).Name(node, "tracer", Names) is { } name ? (name, null)
        : null;

    Tracer? Describe(Node node, DiagnosticBag bag)
    {
        if (Fields.Of(node, "tracer", bag) is not { } fields)
            return null;
        var (file, entry, name, table) = (fields.Required("file"), fields.Required("entry"), fields.Optional("name"), fields.Optional("table"));
        fields.RejectUnknown();
        var values = new ValueReader(bag);
        var (label, path) = (entry is null ? null : values.Text(entry, "entry"), file is null ? null : values.Text(file, "file"));
        var bytes = table is null ? 0 : values.Measured(table, "table", Quantity.Sizes, 1, MaxTableBytes);
        if (path is null)
            return null;
        var called = name is null ? Path.GetFileNameWithoutExtension(path) : values.Text(name, "name");
        if (called is not null && Names.Contains(called))
            (name ?? file)!.Place.Report(bag, Code.Inconsistent, $"{Quoted.Text(called)} is the name of a tracer that Sim has", "Give it another name.");
        return TextOf(file!, path, bag) is { } text && label is not null && called is not null && bytes is not null
            ? Tracer.Own(called, text, label) with { TableBytes = (int)bytes }
            : null;
    }

    // Null after a diagnostic, which each of equal requests gets: those of one sweep are shown once.
    SourceText? TextOf(Node node, string path, DiagnosticBag bag)
    {
        var full = Path.Combine(Override.FolderOf(node, folder), path);
        if (!_texts.TryGetValue(full, out var text) || text is null)
            _texts[full] = text = OwnText.Read(node, path, folder, bag);
        return text;
    }
}
