using Sim.Scenarios.Store;

namespace Sim.Cli.Output;

/// <summary>Names of the files that Sim writes into directories of results.</summary>
static class OwnFiles
{
    static readonly string[] Names = [.. ReportFiles.Names, .. ValidationFiles.Names, StudyStore.FileName, ResultsDirectory.RunningName, ResultsMark.FileName];

    static readonly string[] Stores = [StudyStore.FileName + "-", StudyStore.FileName + ".", ResultsDirectory.RunningName + "-", ResultsDirectory.RunningName + "."];

    /// <summary>Whether <paramref name="name"/> is one of them, or belongs to a store.</summary>
    public static bool IsName(string name) =>
        Names.Contains(name, StringComparer.OrdinalIgnoreCase) || Stores.Any(store => name.StartsWith(store, StringComparison.OrdinalIgnoreCase));

    /// <summary>Those that are in <paramref name="directory"/>.</summary>
    public static IEnumerable<string> In(string directory) => Names.Select(name => Path.Combine(directory, name)).Where(File.Exists);
}
