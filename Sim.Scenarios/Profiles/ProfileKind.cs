namespace Sim.Scenarios.Profiles;

/// <summary>The two kinds of profile files.</summary>
/// <param name="Name">The key of a scenario that names such a file, and the word for it in messages.</param>
/// <param name="Schema">The form of the file.</param>
/// <param name="List">The built-in ones.</param>
sealed record ProfileKind(string Name, string Schema, Func<ProfileCatalogue, IReadOnlyList<CatalogueEntry>> List)
{
    public static ProfileKind Core { get; } = new("core", "sim/core/1", catalogue => catalogue.Cores);

    public static ProfileKind Kernel { get; } = new("kernel", "sim/kernel/1", catalogue => catalogue.Kernels);
}
