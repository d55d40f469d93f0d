using Sim.Core.Tracers;

namespace Sim.Core.Runs;

/// <summary>A workload of many functions.</summary>
/// <param name="Profile">Which are called, and how often.</param>
/// <param name="Functions">How many of the most called ones are simulated; 1 to <see cref="MaxFunctions"/>.</param>
/// <param name="WorkInstructions">Instructions that a call executes besides its entry, on average over the calls; 8 to 10,000.</param>
/// <param name="Seed">Of where functions are and which are called; 0 or more.</param>
public sealed record PopulationSpec(FunctionProfile Profile, int Functions, int WorkInstructions, long Seed)
{
    /// <summary>
    /// Calls in the order in which they were recorded, as indices into the profile; after the last one, the first again. Null: drawn from the profile.
    /// </summary>
    public IReadOnlyList<int>? Recorded { get; init; }

    /// <summary>Most functions that are simulated.</summary>
    public const int MaxFunctions = 10_000;

    /// <summary>Instructions of kernel work for each call of a traceable function.</summary>
    /// <source key="debian-kernel-icount">
    /// 0.15 s of 10^9 instructions each in the workload's kernel code, untraced, for 4,424,935 calls on 6.12.95: 33.9. On 6.1.176: 30.2.
    /// </source>
    public const int DefaultWorkInstructions = 34;
}

/// <summary>A user of ftrace in a system of many functions: one or more <c>ftrace_ops</c> with the same body and filter.</summary>
/// <param name="Name">Name in scenarios and results.</param>
/// <param name="Tracer">Tracer body: one of <c>Tracer.All</c>, or the name of its own.</param>
/// <param name="Count">Number of its ops; 0 to <see cref="CellSpec.MaxTracers"/>.</param>
/// <param name="Filter">Which functions it traces.</param>
/// <param name="Flags">Flags of its ops.</param>
public sealed record Tool(string Name, string Tracer, int Count, FunctionFilter Filter, Kernel.OpsFlags Flags)
{
    /// <summary>A tracer body that the user wrote. Null for a built-in one.</summary>
    public Tracer? OwnTracer { get; init; }

    /// <summary>The tracer body.</summary>
    public Tracer Body => OwnTracer ?? Tracers.Tracer.Of(Tracer);
}
