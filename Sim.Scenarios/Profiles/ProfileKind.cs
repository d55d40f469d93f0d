namespace Sim.Scenarios.Profiles;

/// <summary>The two kinds of profile files.</summary>
/// <param name="Name">The key of a scenario that names such a file, and the word for it in messages.</param>
/// <param name="Schema">The form of the file.</param>
/// <param name="List">The built-in ones.</param>
/// <param name="Keys">The values of such a file.</param>
/// <param name="Constants">Members that no value of the file decides.</param>
/// <param name="Example">A built-in one to inherit from, in hints.</param>
sealed record ProfileKind(
    string Name,
    string Schema,
    Func<ProfileCatalogue, IReadOnlyList<CatalogueEntry>> List,
    IReadOnlyList<ProfileKey> Keys,
    IReadOnlyDictionary<string, object?> Constants,
    string Example)
{
    // The L1I's latency is part of the front end's depth.
    public static ProfileKind Core { get; } = new(
        "core", "sim/core/1", catalogue => catalogue.Cores, CoreKeys.All, new Dictionary<string, object?> { ["Memory.L1I.Latency"] = 0 }, "neoverse-n1");

    public static ProfileKind Kernel { get; } = new(
        "kernel", "sim/kernel/1", catalogue => catalogue.Kernels, KernelKeys.All, new Dictionary<string, object?>(), "linux-6.12-debian");
}
