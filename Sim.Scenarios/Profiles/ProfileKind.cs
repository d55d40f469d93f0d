namespace Sim.Scenarios.Profiles;

/// <summary>The two kinds of profile files.</summary>
/// <param name="Name">The key of a scenario that names such a file, and the word for it in messages.</param>
/// <param name="Schema">The form of the file.</param>
/// <param name="List">The built-in ones.</param>
/// <param name="Fittable">Values that may be declared free, to be fitted to measurements.</param>
sealed record ProfileKind(
    string Name, string Schema, Func<ProfileCatalogue, IReadOnlyList<CatalogueEntry>> List, IReadOnlyCollection<string> Fittable)
{
    public static ProfileKind Core { get; } = new("core", "sim/core/1", catalogue => catalogue.Cores,
    [
        // What a loop of traced calls can tell: the front end, forwarding, draining, ordering, and the cache behind the first.
        "front_end.depth", "branches.btb.bubble", "forwarding.latency", "forwarding.fail_latency", "forwarding.release_latency",
        "back_end.drain_cycles", "ordering.store_release", "ordering.dmb", "memory.l2.latency",
    ]);

    public static ProfileKind Kernel { get; } = new("kernel", "sim/kernel/1", catalogue => catalogue.Kernels, []);
}
