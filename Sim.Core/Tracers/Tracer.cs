using Sim.Core.A64;

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
        new("count", "adds one to a counter after its ops"),
        new("count_by_function", "adds one to the called function's counter in a hash table") { TableBytes = 16384 * 16 },
        new("ring_buffer", "the kernel's function tracer: writes an event into a ring buffer")
        {
            Entry = "function_trace_call",
            Texts = BuiltIn(
                "RingBuffer/function_trace_call.s", "RingBuffer/trace_function.s", "RingBuffer/ring_buffer_lock_reserve.s", "RingBuffer/rb_reserve_next.s",
                "RingBuffer/ring_buffer_unlock_commit.s", "RingBuffer/sched_clock.s", "RingBuffer/memset.s"),
            IsKernels = true,
        },
    ];

    /// <summary>Global label of its function.</summary>
    public string Entry { get; init; } = $"tracer_{Name}";

    /// <summary>Texts of assembly that hold it and what it calls.</summary>
    public IReadOnlyList<SourceText> Texts { get => field ??= BuiltIn($"{Name}.s"); init; }

    /// <summary>True for a body that a user wrote.</summary>
    public bool IsOwn { get; init; }

    /// <summary>What the instructions of a user's body are counted as unless they say otherwise. Null for built-in texts, which do.</summary>
    public string? UnnamedRegion => IsOwn ? Region : null;

    /// <summary>What a tracer's instructions are counted as; by this, calls that reach a tracer are told from others.</summary>
    public const string Region = "tracer";

    /// <summary>
    /// True if it is part of the kernel image, where its first ops is a static object and writes to a ring buffer; false in a module.
    /// </summary>
    public bool IsKernels { get; init; }

    /// <summary>Bytes of a table that all ops of a tool share, and that <c>ops->private</c> points to; 0 for none.</summary>
    public int TableBytes { get; init; }

    /// <summary>The tracer body of this name.</summary>
    public static Tracer Of(string name) => All.Single(tracer => tracer.Name == name);

    /// <summary>A body that a user wrote.</summary>
    /// <param name="name">Name in results.</param>
    /// <param name="text">The text; its instructions are counted as the tracer's unless it says <c>.region</c>.</param>
    /// <param name="entry">Global label of its function.</param>
    public static Tracer Own(string name, SourceText text, string entry) =>
        new(name, $"the body of {text.Name}") { Entry = entry, Texts = [text], IsOwn = true };

    public bool Equals(Tracer? other) => other is not null && Name == other.Name && Entry == other.Entry && TableBytes == other.TableBytes && Texts.SequenceEqual(other.Texts);

    public override int GetHashCode() => HashCode.Combine(Name, Entry);

    static SourceText[] BuiltIn(params IEnumerable<string> paths) => [.. paths.Select(path => SourceText.BuiltIn($"Tracers/{path}"))];
}
