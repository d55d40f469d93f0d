namespace Sim.Scenarios.Profiles;

/// <summary>The core and kernel profiles, scenarios and measurements that come with Sim, found by name.</summary>
public sealed class ProfileCatalogue
{
    static readonly string[] ScenarioFolders = ["intro", "systems", "validation", "sweeps"];

    /// <param name="root">A <c>scenarios</c> folder; what it lacks is listed as empty.</param>
    public ProfileCatalogue(string root)
    {
        Cores = List(Path.Combine(root, "cores"));
        CoreErrorFile = Path.Combine(root, "cores", "errors.csv");
        Kernels = List(Path.Combine(root, "kernels"));
        Scenarios = [.. ScenarioFolders.SelectMany(folder => List(Path.Combine(root, folder)))];
        MeasurementFiles = Files(Path.Combine(root, "measurements"), "*.csv");
        InstructionFiles = Files(Path.Combine(root, "measurements", "instructions"), "*.csv");
    }

    /// <summary>The catalogue beside the binaries.</summary>
    public static ProfileCatalogue BuiltIn { get; } = new(Path.Combine(AppContext.BaseDirectory, "scenarios"));

    /// <summary>Core profiles by name.</summary>
    public IReadOnlyList<CatalogueEntry> Cores { get; }

    /// <summary>Path of how far the cores are from measured figures.</summary>
    public string CoreErrorFile { get; }

    /// <summary>Kernel builds by name.</summary>
    public IReadOnlyList<CatalogueEntry> Kernels { get; }

    /// <summary>Scenarios in reading order: introduction, systems, validation, sweeps.</summary>
    public IReadOnlyList<CatalogueEntry> Scenarios { get; }

    /// <summary>Paths of the published and measured figures.</summary>
    public IReadOnlyList<string> MeasurementFiles { get; }

    /// <summary>Paths of measured latencies and throughputs of instructions.</summary>
    public IReadOnlyList<string> InstructionFiles { get; }

    static List<CatalogueEntry> List(string folder) =>
        [.. Files(folder, "*.yaml").Select(path => new CatalogueEntry(Path.GetFileNameWithoutExtension(path), Summary(path), path))];

    static IReadOnlyList<string> Files(string folder, string pattern) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal)] : [];

    static string Summary(string path) => File.ReadLines(path).FirstOrDefault("").TrimStart('#', ' ');
}
