using Sim.Core.Diagnostics;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Files;

/// <summary>The key of a scenario that names one profile, <c>core</c>, or its plural that names several.</summary>
sealed class ProfileReferences(Mapping root, Fields fields, ProfileKind kind, DiagnosticBag bag)
{
    /// <summary>The named profiles in the order of the file, without those that cannot be read.</summary>
    public List<Profile<T>> Read<T>(Func<Scalar, Profile<T>?> read, Func<T, string> nameOf)
    {
        var profiles = new List<Profile<T>>();
        foreach (var name in Names())
        {
            if (read(name) is not { } profile)
                continue;
            if (profiles.Any(other => nameOf(other.Value) == nameOf(profile.Value)))
                name.Place.Report(bag, Code.DuplicateCell, $"two files are {kind.Name} {Quoted.Text(nameOf(profile.Value))}: results could not tell them apart", "Give one another name.");
            profiles.Add(profile);
        }

        return profiles;
    }

    List<Scalar> Names()
    {
        var plural = kind.Name + "s";
        var (one, several) = (fields.Optional(kind.Name), fields.Optional(plural));
        if (one is null == several is null)
        {
            if (one is null)
                root.Place.Report(bag, Code.MissingKey, $"the scenario has no key '{kind.Name}', nor '{plural}'", $"Write {kind.Name}: {kind.Example}, or another from 'sim list {plural}'.");
            else
                several!.Place.Report(bag, Code.ExclusiveKeys, $"the scenario has both '{kind.Name}' and '{plural}': keep one");
            return [];
        }

        var values = new ValueReader(bag);
        var names = new List<Scalar>();
        foreach (var node in one is not null ? [one] : values.Items(several!, plural) ?? [])
        {
            if (values.Text(node, kind.Name) is not { } text)
                continue;
            if (names.Any(name => name.Text == text))
                node.Place.Report(bag, Code.DuplicateCell, $"{kind.Name} {Quoted.Text(text)} is given twice");
            else
                names.Add((Scalar)node);
        }

        return names;
    }
}
