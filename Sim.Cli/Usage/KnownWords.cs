using System.CommandLine;
using System.CommandLine.Completions;
using Sim.Scenarios.Profiles;

namespace Sim.Cli.Usage;

/// <summary>What a shell may complete besides verbs and options: values of options and arguments, found by their names and by how the help calls them.</summary>
static class KnownWords
{
    static readonly Dictionary<string, Func<IEnumerable<string>>> ByName = new()
    {
        ["CORE"] = () => NamesOf(ProfileCatalogue.BuiltIn.Cores),
        ["KERNEL"] = () => NamesOf(ProfileCatalogue.BuiltIn.Kernels),
        ["--core"] = () => NamesOf(ProfileCatalogue.BuiltIn.Cores),
        ["--kernel"] = () => NamesOf(ProfileCatalogue.BuiltIn.Kernels),
        ["SCENARIO"] = () => NamesOf(ProfileCatalogue.BuiltIn.Scenarios),
    };

    /// <summary>Adds them to a command and to all below it.</summary>
    public static void AddTo(Command command)
    {
        foreach (var argument in command.Arguments)
            argument.CompletionSources.Add(_ => Items(argument.HelpName ?? argument.Name));
        foreach (var option in command.Options.Where(option => option.HelpName is not null))
            option.CompletionSources.Add(_ => Items(ByName.ContainsKey(option.Name) ? option.Name : option.HelpName!));
        foreach (var below in command.Subcommands)
            AddTo(below);
    }

    // A help name such as csv|json lists the words itself.
    static IEnumerable<CompletionItem> Items(string helpName) =>
        (ByName.TryGetValue(helpName, out var known) ? known() : helpName.Contains('|') && !helpName.Any(char.IsUpper) ? helpName.Split('|') : []).Select(word => new CompletionItem(word));

    static IEnumerable<string> NamesOf(IEnumerable<CatalogueEntry> entries) => entries.Select(entry => entry.Name);
}
