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
        new("count_by_function", "adds one to the called function's counter in a hash table") { TableBytes = 16384 * 16 },
        new("ring_buffer", "the kernel's function tracer: writes an event into a ring buffer")
        {
            Entry = "function_trace_call",
            Texts =
            [
                "Tracers/RingBuffer/function_trace_call.s", "Tracers/RingBuffer/trace_function.s",
                "Tracers/RingBuffer/ring_buffer_lock_reserve.s", "Tracers/RingBuffer/rb_reserve_next.s",
                "Tracers/RingBuffer/ring_buffer_unlock_commit.s", "Tracers/RingBuffer/sched_clock.s", "Tracers/RingBuffer/memset.s",
            ],
            IsKernels = true,
        },
    ];

    /// <summary>Global label of its function.</summary>
    public string Entry { get; init; } = $"tracer_{Name}";

    /// <summary>Built-in texts of assembly that hold it and what it calls.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [$"Tracers/{Name}.s"];

    /// <summary>
    /// True if it is part of the kernel image, where its first ops is a static object and writes to a ring buffer; false in a module.
    /// </summary>
    public bool IsKernels { get; init; }

    /// <summary>Bytes of a table that all ops of a tool share, and that <c>ops->private</c> points to; 0 for none.</summary>
    public int TableBytes { get; init; }

    /// <summary>The tracer body of this name.</summary>
    public static Tracer Of(string name) => All.Single(tracer => tracer.Name == name);
}
