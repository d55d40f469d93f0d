namespace Sim.Scenarios.Measurements;

/// <summary>Columns of a measurement file.</summary>
static class Columns
{
    public const string Core = "core";
    public const string Kernel = "kernel";

    public static IReadOnlyList<string> Required { get; } =
    [
        "source", Core, Kernel, "strategy", "tracer", "relevant_tracers", "irrelevant_tracers", "ops_flags", "calls",
        "metric", "value", "role", "tolerance_percent",
    ];

    public static IReadOnlyList<string> Optional { get; } = ["note"];
}
