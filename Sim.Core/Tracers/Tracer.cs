namespace Sim.Core.Tracers;

/// <summary>A tracer body: the function that an ops points to.</summary>
/// <param name="Name">Name in scenarios and results.</param>
/// <param name="Meaning">One sentence for listings.</param>
public sealed record Tracer(string Name, string Meaning)
{
    /// <summary>All tracer bodies.</summary>
    public static IReadOnlyList<Tracer> All { get; } =
    [
        new("nop", "returns at once"),
        new("count", "adds one to a counter behind its ops"),
    ];
}
