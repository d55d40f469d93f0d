using Sim.Core.Diagnostics;
using Sim.Scenarios.Import.Configs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>A profile file together with those that it inherits from.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Values">All values: the file's own, and below them the inherited ones.</param>
/// <param name="Texts">Texts of the files, the file's own first.</param>
/// <param name="Inherits">True if it builds on another one.</param>
/// <param name="Config">A kernel's <c>.config</c> that it, or one that it inherits from, names.</param>
sealed record ProfileFile(string Name, Mapping Values, IReadOnlyList<string> Texts, bool Inherits, KernelConfig? Config)
{
    // Links in the file system can make a circle look like ever new files.
    const int MaxHeirs = 16;

    /// <summary>The profile that <paramref name="reference"/> names, or null with diagnostics.</summary>
    /// <param name="kind">What it must be.</param>
    /// <param name="reference">A built-in name, or a path: with a <c>/</c> or ending in <c>.yaml</c>.</param>
    /// <param name="folder">Folder of the file that names it, which a path starts from.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public static ProfileFile? Read(ProfileKind kind, Scalar reference, string folder, DiagnosticBag bag) =>
        Read(kind, reference, folder, bag, []);

    static ProfileFile? Read(ProfileKind kind, Scalar reference, string folder, DiagnosticBag bag, IReadOnlyList<string> heirs)
    {
        if (Locate(kind, reference, folder, bag) is not { } path)
            return null;
        var full = Path.GetFullPath(path);
        if (heirs.Contains(full) || heirs.Count == MaxHeirs)
        {
            var circle = string.Join(" -> ", heirs.Append(full).Select(Path.GetFileNameWithoutExtension));
            reference.Place.Report(bag, Code.InheritanceCycle, $"{Quoted.Text(reference)} inherits from itself: {circle}");
            return null;
        }

        if (TextFile.Read(path, TextFile.MaxYamlBytes, bag) is not { } file || ProfileTrees.Read(file, bag) is not { } root)
            return null;
        if (root is not Mapping own)
        {
            root.Place.Report(bag, Code.WrongType, $"a {kind.Name} file must be a mapping of keys to values");
            return null;
        }

        var name = FileHeader.NameOf(path, own);
        FileHeader.Check(own, kind.Schema, name, bag);
        var values = own.Without("schema").Without("name").Without("inherits");
        var (home, before) = (Path.GetDirectoryName(path) ?? "", bag.Count);
        var config = kind == ProfileKind.Kernel && own.Find("config") is { } named ? ConfigKey.Read(named, home, bag) : null;
        if (config is not null)
            ConfigKey.Check(config, values, bag);
        if (bag.Count > before)
            return null;
        if (kind == ProfileKind.Kernel)
            values = values.Without("config");
        if (own.Find("inherits") is not { } inherits)
            return new ProfileFile(name, values, [file.Text], Inherits: false, null).With(config);
        if (inherits is not Scalar parent)
        {
            inherits.Place.Report(bag, Code.WrongType, $"inherits must name one {kind.Name}");
            return null;
        }

        if (Read(kind, parent, home, bag, [.. heirs, full]) is not { } inherited)
            return null;
        var heir = new ProfileFile(name, values, [file.Text, .. inherited.Texts], Inherits: true, inherited.Config).With(config);
        return heir with { Values = Merge(inherited.Values, heir.Values) };
    }

    /// <summary>The same with what <paramref name="config"/> says, which wins.</summary>
    public ProfileFile With(KernelConfig? config) =>
        config is null ? this : this with { Values = ConfigKey.Apply(config, Values), Config = config, Texts = [.. Texts, config.Text] };

    static string? Locate(ProfileKind kind, Scalar reference, string folder, DiagnosticBag bag)
    {
        var text = reference.Text;
        if (text == StandardInput.Path)
            return text;
        if (text.Contains('/') || text.EndsWith(".yaml", StringComparison.Ordinal))
        {
            var path = Path.Combine(folder, text);
            if (InputFiles.Exists(path))
                return path;
            reference.Place.Report(bag, Code.Unreadable, $"there is no file {Quoted.Text(text)}", $"Looked for {path}.");
            return null;
        }

        var known = kind.List(ProfileCatalogue.BuiltIn);
        if (known.FirstOrDefault(entry => entry.Name == text) is { } found)
            return found.Path;
        // A file of the user's own beside the one that names it.
        var beside = Path.Combine(folder, text + ".yaml");
        if (text.Length > 0 && InputFiles.Exists(beside))
            return beside;
        var hint = NearestName.Hint(text, known.Select(entry => entry.Name)) + " A file of your own needs its extension: my.yaml.";
        reference.Place.Report(bag, Code.UnknownName, $"unknown {kind.Name} {Quoted.Text(text)}", hint);
        return null;
    }

    // A leaf replaces the inherited leaf as a whole, so that a value never keeps another value's source.
    static Mapping Merge(Mapping inherited, Mapping own)
    {
        foreach (var entry in own.Entries)
        {
            var group = inherited.Find(entry.Key.Text) is Mapping below && below.Find("value") is null ? below : null;
            var merged = group is not null && entry.Value is Mapping above ? Merge(group, above) : entry.Value;
            inherited = inherited.With(entry with { Value = merged });
        }

        return own with { Entries = inherited.Entries };
    }
}
